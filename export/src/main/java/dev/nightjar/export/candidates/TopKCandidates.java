package dev.nightjar.export.candidates;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.negate;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.unix_micros;

import dev.nightjar.contract.UserRecord;
import dev.nightjar.training.scoring.ItemFactors;
import dev.nightjar.training.tables.Preferences;
import dev.nightjar.training.tables.SegmentsFile;
import dev.nightjar.training.tables.UserFactors;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;
import scala.collection.Seq;

/**
 * The candidates of every person of a window, scored where the rows are: nothing of a person is
 * brought to the driver. Static transforms; what is broadcast is bounded by the number of items.
 */
public final class TopKCandidates {
  private static final String HISTORY = "history";
  private static final String AGE = "age";

  private TopKCandidates() {}

  /** A row a person: id, factors (null without), segment, and the items met, newest first. */
  static Dataset<Row> perPersonHistory(
      Dataset<Row> preferences, Dataset<Row> userFactors, Dataset<Row> segments) {
    return preferences
        .groupBy(Preferences.PERSON_ID)
        .agg(
            sort_array(
                    collect_list(
                        struct(
                            negate(unix_micros(col(Preferences.LAST_AT))).as(AGE),
                            col(Preferences.ITEM_ID),
                            col(Preferences.PREFERENCE).cast("float"),
                            col(Preferences.OWN_SCORE).cast("float"),
                            col(Preferences.SEEN),
                            col(Preferences.DISMISSED),
                            col(Preferences.POSITIVES).cast("float"),
                            col(Preferences.DAYS).cast("float"),
                            col(Preferences.DAYS_SINCE).cast("float"),
                            col(Preferences.SPAN_DAYS).cast("float"))))
                .as(HISTORY))
        .join(userFactors, new String[] {UserFactors.PERSON_ID}, "left")
        .join(segments, new String[] {SegmentsFile.PERSON_ID}, "left")
        .select(
            col(Preferences.PERSON_ID),
            coalesce(col(SegmentsFile.SEGMENT), lit(UserRecord.NO_SEGMENT)),
            col(HISTORY),
            col(UserFactors.FACTORS));
  }

  /** Person id to the encoded {@link UserRecord}, from rows of {@link #perPersonHistory}. */
  static JavaPairRDD<String, byte[]> records(
      Dataset<Row> histories, Broadcast<ScoringModel> model, CandidateParams params) {
    return histories
        .toJavaRDD()
        .mapPartitionsToPair(rows -> new Scored(rows, model.value(), params));
  }

  /** Person id to encoded record, from the three files of a window. */
  public static JavaPairRDD<String, byte[]> perPerson(
      WindowRows rows, Broadcast<ScoringModel> model, CandidateParams params) {
    return records(
        perPersonHistory(rows.preferences(), rows.userFactors(), rows.segments()), model, params);
  }

  /**
   * What a window knows of its persons.
   *
   * @param preferences schema {@link Preferences}
   * @param userFactors schema {@link UserFactors}
   * @param segments schema {@link SegmentsFile}
   */
  public record WindowRows(
      Dataset<Row> preferences, Dataset<Row> userFactors, Dataset<Row> segments) {}

  /** Scores lazily, a block of persons at a time, with one scorer a task. */
  private static final class Scored implements Iterator<Tuple2<String, byte[]>> {
    private final Iterator<Row> rows;
    private final ItemIndex items;
    private final CandidateScorer scorer;
    private final Deque<Tuple2<String, byte[]>> ready = new ArrayDeque<>();

    Scored(Iterator<Row> rows, ScoringModel model, CandidateParams params) {
      this.rows = rows;
      items = model.items();
      scorer = new CandidateScorer(model, params);
    }

    @Override
    public boolean hasNext() {
      return !ready.isEmpty() || rows.hasNext();
    }

    @Override
    public Tuple2<String, byte[]> next() {
      if (ready.isEmpty()) {
        scoreBlock();
      }
      return ready.remove();
    }

    private void scoreBlock() {
      List<PersonHistory> persons = new ArrayList<>(ItemFactors.BLOCK);
      while (persons.size() < ItemFactors.BLOCK && rows.hasNext()) {
        persons.add(history(rows.next(), items));
      }
      List<UserRecord> records = scorer.score(persons);
      for (int i = 0; i < records.size(); i++) {
        ready.add(new Tuple2<>(persons.get(i).personId(), records.get(i).encode()));
      }
    }
  }

  private static PersonHistory history(Row row, ItemIndex index) {
    Seq<Row> met = row.getSeq(2);
    int size = met.length();
    int[] items = new int[size];
    float[] preferences = new float[size];
    float[] positives = new float[size];
    float[] days = new float[size];
    float[] daysSince = new float[size];
    float[] spans = new float[size];
    float[] ownScores = new float[size];
    boolean[] seen = new boolean[size];
    boolean[] dismissed = new boolean[size];
    for (int i = 0; i < size; i++) {
      Row item = met.apply(i);
      items[i] = index.index(item.getString(1));
      preferences[i] = item.getFloat(2);
      ownScores[i] = item.getFloat(3);
      seen[i] = item.getBoolean(4);
      dismissed[i] = item.getBoolean(5);
      positives[i] = item.getFloat(6);
      days[i] = item.getFloat(7);
      daysSince[i] = item.getFloat(8);
      spans[i] = item.getFloat(9);
    }
    return new PersonHistory(
        row.getString(0),
        row.getInt(1),
        items,
        preferences,
        positives,
        days,
        daysSince,
        spans,
        ownScores,
        seen,
        dismissed,
        factors(row));
  }

  private static float @Nullable [] factors(Row row) {
    if (row.isNullAt(3)) {
      return null;
    }
    Seq<Float> values = row.getSeq(3);
    float[] factors = new float[values.length()];
    for (int i = 0; i < factors.length; i++) {
      factors[i] = values.apply(i);
    }
    return factors;
  }
}
