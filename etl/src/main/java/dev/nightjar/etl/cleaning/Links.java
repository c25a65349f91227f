package dev.nightjar.etl.cleaning;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import dev.nightjar.etl.tables.Events;
import dev.nightjar.etl.tables.PersonDays;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Finds which ids were seen together, on affected days in bronze and on other days in
 * silver.person_days, and lets {@link Joins} say from them on which days a guest is whose.
 */
final class Links {

  static final String KEY = "guest_key";
  static final String FROM = "from_date";
  static final String TO = "to_date";
  static final String PERSON = "joined_person_id";
  static final String IS_GUEST = "joined_is_guest";

  private static final String KIND = "kind";
  private static final String OTHER = "other_key";
  private static final String GROUP = "link_group";
  private static final StructType SPAN =
      new StructType()
          .add(KEY, DataTypes.StringType)
          .add(FROM, DataTypes.DateType)
          .add(TO, DataTypes.DateType)
          .add(PERSON, DataTypes.StringType)
          .add(IS_GUEST, DataTypes.BooleanType);
  private static final StructType MEMBER =
      new StructType().add(KEY, DataTypes.StringType).add(GROUP, DataTypes.StringType);

  private Links() {}

  /**
   * Which ids were seen together on which day: few rows beside the events, because people send many
   * events a day.
   */
  static Dataset<Row> seen(Dataset<Row> events, Dataset<Row> personDays, AffectedDays days) {
    return events
        .where(days.isRelevantArrival().and(days.isAffected()))
        .where(Outcomes.isLate(days.rules()).unary_$bang())
        .select(ids())
        .unionByName(
            personDays.where(days.isNear(2).and(days.isAffected().unary_$bang())).select(ids()))
        .where(col(Events.USER_KEY).isNotNull())
        .distinct();
  }

  /** Guests, days from and to, and who they are on these days, from what was {@link #seen}. */
  static Dataset<Row> spans(Dataset<Row> seen, AffectedDays days) {
    Dataset<Row> aliases = aliases(seen);
    Dataset<Row> links = logins(seen).unionByName(aliases).unionByName(usersAmong(aliases, seen));
    Dataset<Row> groups =
        aliases
            .select(KEY, OTHER)
            .distinct()
            .coalesce(1)
            .mapPartitions(new Groups(), Encoders.row(MEMBER));
    return links
        .join(broadcast(groups), new String[] {KEY}, "left")
        .select(
            coalesce(col(GROUP), col(KEY)).as(GROUP),
            col(Events.EVENT_DATE),
            col(KIND),
            col(KEY),
            col(OTHER))
        .groupByKey((MapFunction<Row, String>) row -> row.getString(0), Encoders.STRING())
        .flatMapGroups(new Resolve(days.rules().identityDays()), Encoders.row(SPAN));
  }

  /** Joins rows to what their guest is on their day; adds null to rows of nobody else. */
  static Dataset<Row> withJoin(Dataset<Row> rows, Column guestKey, Dataset<Row> spans) {
    Column holds =
        guestKey.equalTo(col(KEY)).and(col(Events.EVENT_DATE).between(col(FROM), col(TO)));
    return rows.join(broadcast(spans), holds, "left");
  }

  private static Column[] ids() {
    return new Column[] {
      col(PersonDays.EVENT_DATE),
      col(PersonDays.USER_KEY),
      col(PersonDays.ANONYMOUS_KEY),
      col(PersonDays.PREVIOUS_KEY)
    };
  }

  /** Of the users of a device on a day two are as telling as all: the device is nobody's. */
  private static Dataset<Row> logins(Dataset<Row> seen) {
    return seen.where(col(Events.PREVIOUS_KEY).isNull())
        .where(col(Events.ANONYMOUS_KEY).notEqual(col(Events.USER_KEY)))
        .groupBy(col(Events.EVENT_DATE), col(Events.ANONYMOUS_KEY).as(KEY))
        .agg(min(Events.USER_KEY).as(FROM), max(Events.USER_KEY).as(TO))
        .select(
            col(Events.EVENT_DATE),
            lit(Joins.Kind.LOGIN.name()).as(KIND),
            col(KEY),
            explode(array_distinct(array(col(FROM), col(TO)))).as(OTHER));
  }

  private static Dataset<Row> aliases(Dataset<Row> seen) {
    return seen.where(col(Events.PREVIOUS_KEY).notEqual(col(Events.USER_KEY)))
        .select(
            col(Events.EVENT_DATE),
            lit(Joins.Kind.ALIAS.name()).as(KIND),
            col(Events.PREVIOUS_KEY).as(KEY),
            col(Events.USER_KEY).as(OTHER))
        .distinct();
  }

  /** Which of the ids of aliases were users' on which day. */
  private static Dataset<Row> usersAmong(Dataset<Row> aliases, Dataset<Row> seen) {
    Dataset<Row> aliased =
        aliases.select(col(KEY)).unionByName(aliases.select(col(OTHER).as(KEY))).distinct();
    return seen.where(col(Events.PREVIOUS_KEY).isNull())
        .select(
            col(Events.EVENT_DATE),
            lit(Joins.Kind.USER.name()).as(KIND),
            col(Events.USER_KEY).as(KEY),
            lit(null).cast(DataTypes.StringType).as(OTHER))
        .join(broadcast(aliased), new String[] {KEY}, "left_semi")
        .distinct();
  }

  /** The spans of one group. */
  private record Resolve(int reachDays) implements FlatMapGroupsFunction<String, Row, Row> {

    @Override
    public Iterator<Row> call(String group, Iterator<Row> rows) {
      List<Joins.Link> links = new ArrayList<>();
      rows.forEachRemaining(
          row ->
              links.add(
                  new Joins.Link(
                      (int) ((Date) row.get(1)).toLocalDate().toEpochDay(),
                      Joins.Kind.valueOf(row.getString(2)),
                      row.getString(3),
                      row.getString(4))));
      List<Row> spans = new ArrayList<>();
      for (Joins.Span span : new Joins(reachDays).spans(links)) {
        spans.add(
            RowFactory.create(
                span.key(), date(span.from()), date(span.to()), span.person(), span.guest()));
      }
      return spans.iterator();
    }

    private static Date date(int epochDay) {
      return Date.valueOf(LocalDate.ofEpochDay(epochDay));
    }
  }
}
