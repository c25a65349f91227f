package dev.nightjar.serving.answers;

import dev.nightjar.contract.SnapshotKeys;
import dev.nightjar.contract.SnapshotManifest;
import dev.nightjar.ranking.RecommendationPipeline;
import dev.nightjar.ranking.RecommendationQuery;
import dev.nightjar.ranking.store.Snapshot;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.function.Consumer;

/**
 * Answers some queries over a snapshot before requests see it, so that the first of them find
 * compiled code and warm blocks, and a snapshot that cannot answer is never swapped in.
 */
public final class WarmUp implements Consumer<Snapshot> {
  private static final int ROUNDS = 50;

  private final RecommendationPipeline pipeline;

  public WarmUp(RecommendationPipeline pipeline) {
    this.pipeline = pipeline;
  }

  @Override
  public void accept(Snapshot snapshot) {
    for (int round = 0; round < ROUNDS; round++) {
      pipeline.recommend(snapshot, RecommendationQuery.anonymous());
      for (SnapshotManifest.Sentinel sentinel : snapshot.manifest().sentinels()) {
        byte[] key = HexFormat.of().parseHex(sentinel.key());
        if (key.length > 1 && key[0] == SnapshotKeys.USER) {
          String personId = new String(key, 1, key.length - 1, StandardCharsets.UTF_8);
          pipeline.recommend(snapshot, RecommendationQuery.forPerson(personId));
        }
      }
    }
  }
}
