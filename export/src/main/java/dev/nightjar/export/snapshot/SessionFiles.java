package dev.nightjar.export.snapshot;

import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.reverse;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.unix_micros;

import dev.nightjar.contract.SessionBlock;
import dev.nightjar.contract.SnapshotKeys;
import dev.nightjar.etl.tables.Sessions;
import dev.nightjar.export.candidates.ItemIndex;
import dev.nightjar.export.snapshot.StoreFiles.Entry;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.collection.Seq;

/**
 * Writes the newest sessions of before a cut-off, as items and age and nothing of their persons. A
 * session of one item has nothing to tell and is left out.
 */
final class SessionFiles {
  private static final String NAME = "sessions.sst";
  private static final int SESSIONS_A_BLOCK = 16_384;
  private static final double MICROS_A_DAY = 86_400e6;

  private final ItemIndex items;
  private final SessionParams params;

  SessionFiles(ItemIndex items, SessionParams params) {
    this.items = items;
    this.params = params;
  }

  /** A session that is over. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Past(float age, int[] items) implements Serializable {}

  /**
   * Writes these sessions; empty when none has two items that the snapshot knows.
   *
   * @param sessions rows of silver.sessions, all over before the cut-off
   */
  Optional<BuiltFile> write(Dataset<Row> sessions, Instant cutoff, StoreFiles target) {
    List<Past> newest = collectNewest(sessions, cutoff);
    int blocks = (newest.size() + SESSIONS_A_BLOCK - 1) / SESSIONS_A_BLOCK;
    return target.write(
        NAME,
        StoreFiles.indexed(
            blocks,
            block -> {
              int from = block * SESSIONS_A_BLOCK;
              int to = Math.min(newest.size(), from + SESSIONS_A_BLOCK);
              return new Entry(
                  SnapshotKeys.sessions(block), block(newest.subList(from, to)).encode());
            }));
  }

  private List<Past> collectNewest(Dataset<Row> sessions, Instant cutoff) {
    Dataset<Row> newest =
        sessions
            .select(
                unix_micros(col(Sessions.ENDED_AT)),
                slice(array_distinct(reverse(col(Sessions.ITEMS))), 1, params.longest())
                    .as(Sessions.ITEMS),
                col(Sessions.ENDED_AT),
                col(Sessions.SESSION_ID))
            .where(size(col(Sessions.ITEMS)).gt(1))
            .orderBy(col(Sessions.ENDED_AT).desc(), col(Sessions.SESSION_ID))
            .limit(params.most());
    JavaSparkContext context =
        JavaSparkContext.fromSparkContext(sessions.sparkSession().sparkContext());
    Broadcast<ItemIndex> index = context.broadcast(items);
    try {
      return newest
          .toJavaRDD()
          .map(past(index, cutoff.toEpochMilli() * 1000.0))
          .filter(past -> past.items().length > 1)
          .collect();
    } finally {
      index.destroy();
    }
  }

  private static Function<Row, Past> past(Broadcast<ItemIndex> index, double cutoffMicros) {
    return row -> {
      Seq<String> newestFirst = row.getSeq(1);
      int[] known =
          IntStream.iterate(newestFirst.length() - 1, i -> i >= 0, i -> i - 1)
              .map(i -> index.value().index(newestFirst.apply(i)))
              .filter(item -> item >= 0)
              .toArray();
      return new Past((float) ((cutoffMicros - row.getLong(0)) / MICROS_A_DAY), known);
    };
  }

  private static SessionBlock block(List<Past> sessions) {
    float[] ages = new float[sessions.size()];
    int[] lengths = new int[ages.length];
    for (int i = 0; i < ages.length; i++) {
      ages[i] = sessions.get(i).age();
      lengths[i] = sessions.get(i).items().length;
    }
    int[] all = sessions.stream().flatMapToInt(past -> IntStream.of(past.items())).toArray();
    return new SessionBlock(ages, lengths, all);
  }
}
