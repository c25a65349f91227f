package dev.nightjar.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.contract.Source;
import dev.nightjar.contract.UserRecord;
import dev.nightjar.ranking.store.Snapshot;
import dev.nightjar.ranking.store.SnapshotFolder;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Anna, whom ALS offers 1 and 2 and content 3, in a world where 4 rises and 5 and 6 are popular.
 */
class SurfaceTest {
  private static final RecommendationQuery ANNA = RecommendationQuery.forPerson("anna").withN(5);

  @TempDir Path folder;
  private Snapshot snapshot;
  private final RecommendationPipeline pipeline =
      RecommendationPipeline.standard(RankingParams.defaults());

  @BeforeEach
  void openSnapshot() {
    new SnapshotFolder()
        .items(9)
        .list("rising", 4)
        .list("popular", 5, 6)
        .user(
            "anna",
            new UserRecord(
                UserRecord.NO_SEGMENT,
                new int[0],
                new int[0],
                Map.of(
                    Source.ALS,
                    SnapshotFolder.scored(1, 2),
                    Source.CONTENT,
                    SnapshotFolder.scored(3))))
        .write(folder);
    snapshot = Snapshot.open(folder);
  }

  @AfterEach
  void closeSnapshot() {
    snapshot.close();
  }

  @Test
  void sourcesThatAreOffProposeNothing() {
    Set<Source> off = EnumSet.complementOf(EnumSet.of(Source.ALS));

    assertThat(items(off, List.of())).containsExactly(1, 2);
    assertThat(items(Set.of(Source.ALS, Source.POPULAR), List.of())).containsExactly(3);
  }

  @Test
  void theLadderFillsUpInItsOrderAndNoFurther() {
    Set<Source> off = EnumSet.complementOf(EnumSet.of(Source.CONTENT));

    assertThat(items(off, List.of(Rung.RISING))).containsExactly(3, 4);
    assertThat(items(off, List.of(Rung.POPULAR, Rung.RISING))).containsExactly(3, 5, 6, 4);
    assertThat(items(off, List.of(Rung.SEGMENT, Rung.CATALOGUE))).hasSize(5).startsWith(3);
    assertThat(items(off, Rung.USUAL)).hasSize(5).startsWith(3, 5, 6);
  }

  private List<Integer> items(Set<Source> off, List<Rung> ladder) {
    Surface surface = new Surface("shelf", null, 0.0, off, ladder);
    return pipeline.recommend(snapshot, ANNA, surface).items().stream()
        .map(RankedItem::item)
        .toList();
  }
}
