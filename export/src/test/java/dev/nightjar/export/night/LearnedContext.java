package dev.nightjar.export.night;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.etl.Lake;
import dev.nightjar.etl.tables.Interactions;
import dev.nightjar.export.files.LakeFiles;
import dev.nightjar.export.snapshot.LocalSnapshot;
import dev.nightjar.ranking.RequestContext;
import dev.nightjar.ranking.store.Snapshot;
import java.util.List;
import java.util.stream.IntStream;

/** What requests say of where they come from, from the log over the night to a snapshot. */
final class LearnedContext {
  private LearnedContext() {}

  /** The words that most lines of the log came with must move items in a request that says them. */
  static void check(Lake lake, LakeFiles files, String snapshotId) {
    try (LocalSnapshot published = LocalSnapshot.ofPublished(files, snapshotId)) {
      Snapshot snapshot = published.snapshot();
      int[] items = IntStream.range(0, snapshot.itemCount()).toArray();
      for (String name : List.of(Interactions.DEVICE, Interactions.OS)) {
        String word =
            lake.read(Interactions.TABLE)
                .where(col(name).isNotNull())
                .groupBy(name)
                .count()
                .orderBy(col("count").desc(), col(name))
                .head()
                .getString(0);
        float[] lifts = RequestContext.NONE.with(name, word).lifts(snapshot, items);
        assertThat(lifts).as("%s %s", name, word).isNotEqualTo(new float[items.length]);
        float[] unknown =
            RequestContext.NONE.with(name, "a " + name + " of nobody").lifts(snapshot, items);
        assertThat(unknown).containsOnly(0);
      }
    }
  }
}
