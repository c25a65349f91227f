package dev.nightjar.export.candidates;

import dev.nightjar.contract.ScoredItems;
import dev.nightjar.contract.UserRecord;
import dev.nightjar.export.tables.UserCandidates;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/**
 * The stored candidates as rows of gold.user_candidates, so that an analyst reads what the server
 * holds. Static transform, no state.
 */
public final class UserCandidateRows {
  private UserCandidateRows() {}

  /**
   * The best of each source of each person.
   *
   * @param ranks places kept of each source
   */
  public static Dataset<Row> perPersonSourceRank(
      JavaPairRDD<String, byte[]> records,
      Broadcast<ScoringModel> model,
      LocalDate runDate,
      int ranks) {
    Date date = Date.valueOf(runDate);
    return SparkSession.active()
        .createDataFrame(
            records.flatMap(
                record -> rows(record._1(), record._2(), model.value().items(), date, ranks)),
            UserCandidates.SCHEMA);
  }

  private static Iterator<Row> rows(
      String personId, byte[] value, ItemIndex items, Date runDate, int ranks) {
    List<Row> rows = new ArrayList<>();
    UserRecord.decode(value)
        .candidates()
        .forEach(
            (source, list) -> {
              ScoredItems best = list;
              for (int i = 0; i < Math.min(ranks, best.size()); i++) {
                rows.add(
                    RowFactory.create(
                        runDate,
                        personId,
                        i + 1,
                        items.id(best.items()[i]),
                        (double) best.scores()[i],
                        source.id()));
              }
            });
    return rows.iterator();
  }
}
