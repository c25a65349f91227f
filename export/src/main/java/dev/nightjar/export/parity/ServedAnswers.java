package dev.nightjar.export.parity;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import dev.nightjar.contract.EventFields;
import dev.nightjar.contract.EventNames;
import dev.nightjar.etl.tables.Events;
import dev.nightjar.etl.tables.Exposures;
import dev.nightjar.export.tables.ParityChecks;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;

/**
 * The lists that servers answered with, as one night took them: a sample of those that can be asked
 * for again, chosen by a hash of their ids, and how many cannot and why. What cleaning left out is
 * not looked at. Collects as many answers as the sample has.
 */
final class ServedAnswers {
  /** Days before the night within which what it took may have happened. */
  private static final int REACH_DAYS = 7;

  /** Snapshots and reasons that are told apart; an app that makes up ids finds its end here. */
  private static final int MOST_GROUPS = 1_000;

  private static final String NO_SNAPSHOT = "unknown";
  private static final String BEYOND_SAMPLE = "beyond_sample";
  private static final String INCOMPLETE = "incomplete";

  private static final String PERSON = "person";
  private static final String KEPT = "kept";
  private static final String REASON = "reason";

  private final Dataset<Row> events;
  private final Dataset<Row> exposures;
  private final LocalDate runDate;

  /**
   * @param events rows of {@link Events}
   * @param exposures rows of {@link Exposures}
   */
  ServedAnswers(Dataset<Row> events, Dataset<Row> exposures, LocalDate runDate) {
    this.events = events;
    this.runDate = runDate;
    Column day = col(Exposures.EVENT_DATE);
    this.exposures =
        exposures
            .where(day.between(sqlDate(-REACH_DAYS), sqlDate(1)))
            .where(col(Exposures.REPORTED_BY).equalTo(Exposures.SERVER));
  }

  /**
   * The sample, by snapshot.
   *
   * @param settings digest of the settings by which answers can be asked for again
   * @param most how many answers it has at most
   * @param tally told of what is not in it
   */
  Map<String, List<ServedAnswer>> sample(String settings, int most, Tally tally) {
    Dataset<Row> judged = judged(settings).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      Map<String, Long> comparable = counts(judged, tally);
      if (comparable.isEmpty()) {
        return Map.of();
      }
      List<Row> chosen =
          judged
              .where(col(REASON).isNull())
              .orderBy(xxhash64(col(Events.RECOMMENDATION_ID), lit(runDate.toString())))
              .limit(most)
              .collectAsList();
      chosen.forEach(row -> comparable.merge(row.getAs(EventFields.SNAPSHOT), -1L, Long::sum));
      comparable.forEach(
          (snapshot, left) ->
              tally.notCompared(snapshot, ParityChecks.ANSWERS, BEYOND_SAMPLE, left));
      return answers(chosen, tally);
    } finally {
      judged.unpersist();
    }
  }

  /** A row an answer: what is known of it, and why it cannot be asked for again, if so. */
  private Dataset<Row> judged(String settings) {
    Column said = col(Events.PROPERTIES);
    Dataset<Row> kept =
        exposures.select(Exposures.RECOMMENDATION_ID).distinct().withColumn(KEPT, lit(true));
    return events
        .where(col(Events.RUN_DATE).equalTo(sqlDate(0)))
        .where(col(Events.EVENT).equalTo(EventNames.RECOMMENDATIONS_SERVED))
        // An answer of many items is several events; the first one speaks for it.
        .where(get(col(Events.ITEMS), lit(0)).getField(Events.POSITION).equalTo(1))
        .where(col(Events.RECOMMENDATION_ID).isNotNull())
        .select(
            col(Events.RECOMMENDATION_ID),
            coalesce(said.getItem(EventFields.SNAPSHOT), lit(NO_SNAPSHOT)).as(EventFields.SNAPSHOT),
            coalesce(col(Events.USER_KEY), col(Events.ANONYMOUS_KEY)).as(PERSON),
            col(Events.OLDER_KEYS),
            col(Events.OCCURRED_AT),
            said.getItem(EventFields.WANTED).try_cast("int").as(EventFields.WANTED),
            said.getItem(EventFields.INCLUDE_SEEN).equalTo("true").as(EventFields.INCLUDE_SEEN),
            said.getItem(EventFields.SETTINGS).as(EventFields.SETTINGS),
            said.getItem(EventFields.DEPENDS_ON).as(EventFields.DEPENDS_ON))
        .dropDuplicates(Events.RECOMMENDATION_ID)
        .join(kept, new String[] {Events.RECOMMENDATION_ID}, "left")
        .withColumn(REASON, reason(settings));
  }

  private static Column reason(String settings) {
    Column isUnsaid =
        col(EventFields.WANTED)
            .isNull()
            .or(col(EventFields.INCLUDE_SEEN).isNull())
            .or(col(EventFields.SETTINGS).isNull());
    return when(col(KEPT).isNull(), "cleaned")
        .when(isUnsaid, "unsaid")
        .when(col(EventFields.DEPENDS_ON).isNotNull(), col(EventFields.DEPENDS_ON))
        .when(col(EventFields.SETTINGS).notEqual(settings), "settings");
  }

  /** How many answers can be asked for again, by snapshot; the others are told the tally. */
  private static Map<String, Long> counts(Dataset<Row> judged, Tally tally) {
    Map<String, Long> comparable = new HashMap<>();
    for (Row row :
        judged
            .groupBy(EventFields.SNAPSHOT, REASON)
            .agg(count(lit(1)))
            .limit(MOST_GROUPS)
            .collectAsList()) {
      if (row.isNullAt(1)) {
        comparable.put(row.getString(0), row.getLong(2));
      } else {
        tally.notCompared(row.getString(0), ParityChecks.ANSWERS, row.getString(1), row.getLong(2));
      }
    }
    return comparable;
  }

  private Map<String, List<ServedAnswer>> answers(List<Row> chosen, Tally tally) {
    Map<String, List<String>> lists = lists(chosen);
    Map<String, List<ServedAnswer>> bySnapshot = new HashMap<>();
    for (Row row : chosen) {
      String snapshot = row.getAs(EventFields.SNAPSHOT);
      List<String> items = lists.get(row.<String>getAs(Events.RECOMMENDATION_ID));
      if (items == null) {
        tally.notCompared(snapshot, ParityChecks.ANSWERS, INCOMPLETE, 1);
      } else {
        bySnapshot.computeIfAbsent(snapshot, id -> new ArrayList<>()).add(answer(row, items));
      }
    }
    return bySnapshot;
  }

  private static ServedAnswer answer(Row row, List<String> items) {
    String key = row.getAs(PERSON);
    return new ServedAnswer(
        row.getAs(Events.RECOMMENDATION_ID),
        row.getAs(EventFields.SNAPSHOT),
        new ServedAnswer.Person(key, older(row, key)),
        row.<Timestamp>getAs(Events.OCCURRED_AT).toInstant(),
        new ServedAnswer.Asked(
            row.<Integer>getAs(EventFields.WANTED), row.<Boolean>getAs(EventFields.INCLUDE_SEEN)),
        items);
  }

  private static @Nullable String older(Row row, String key) {
    int at = row.fieldIndex(Events.OLDER_KEYS);
    if (row.isNullAt(at)) {
      return null;
    }
    return row.<String, String>getJavaMap(at).entrySet().stream()
        .filter(entry -> entry.getValue().equals(key))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }

  /** The items of the answers in their places; those without a first place, or with gaps, not. */
  private Map<String, List<String>> lists(List<Row> chosen) {
    Object[] ids =
        chosen.stream().map(row -> row.<String>getAs(Events.RECOMMENDATION_ID)).toArray();
    Map<String, List<String>> lists = new HashMap<>();
    List<String> broken = new ArrayList<>();
    for (Row row :
        exposures
            .where(col(Exposures.RECOMMENDATION_ID).isin(ids))
            .select(Exposures.RECOMMENDATION_ID, Exposures.POSITION, Exposures.ITEM_ID)
            .distinct()
            .orderBy(Exposures.RECOMMENDATION_ID, Exposures.POSITION)
            .collectAsList()) {
      List<String> items = lists.computeIfAbsent(row.getString(0), id -> new ArrayList<>());
      items.add(row.getString(2));
      if (items.size() != row.getInt(1)) {
        broken.add(row.getString(0));
      }
    }
    broken.forEach(lists::remove);
    return lists;
  }

  private Date sqlDate(int daysAfter) {
    return Date.valueOf(runDate.plusDays(daysAfter));
  }
}
