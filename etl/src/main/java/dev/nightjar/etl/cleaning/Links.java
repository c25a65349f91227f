package dev.nightjar.etl.cleaning;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.inline;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import dev.nightjar.etl.tables.Events;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private static final String IS_ASKED = "is_asked";

  /** Of the users of a device on a day two are as telling as all: the device is nobody's. */
  private static final int ENOUGH_USERS = 2;

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

  /** Which ids were seen on which day, together or alone. */
  static Dataset<Row> seen(Dataset<Row> idDays, Dataset<Row> personDays, AffectedDays days) {
    return idDays
        .where(days.isAffected())
        .select(IdDays.ids())
        .unionByName(
            personDays
                .where(days.isNear(2).and(days.isAffected().unary_$bang()))
                .select(IdDays.ids()));
  }

  /** Guests, days from and to, and who they are on these days, from what was {@link #seen}. */
  static Dataset<Row> spans(Dataset<Row> seen, AffectedDays days) {
    Dataset<Row> together = seen.where(col(Events.USER_KEY).isNotNull());
    Dataset<Row> groups =
        together
            .where(col(Events.PREVIOUS_KEY).isNotNull())
            .select(Events.PREVIOUS_KEY, Events.USER_KEY)
            .coalesce(1)
            .mapPartitions(new Groups(), Encoders.row(MEMBER));
    // Most devices are never used logged out: of those nobody asks whose they are.
    Dataset<Row> asked =
        seen.where(Identity.isOfGuest())
            .select(Identity.key().as(KEY), lit(true).as(IS_ASKED))
            .distinct();
    Column isLoginAsked = col(KIND).notEqual(Joins.Kind.USER.name()).and(col(IS_ASKED).isNotNull());
    return links(together)
        .join(broadcast(groups), new String[] {KEY}, "left")
        .join(asked, new String[] {KEY}, "left")
        .where(col(GROUP).isNotNull().or(isLoginAsked))
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

  /** Log-ins, aliases and users; of users only those are told that an alias names. */
  private static Dataset<Row> links(Dataset<Row> seen) {
    Column user = col(Events.USER_KEY);
    Column none = lit(null).cast(DataTypes.StringType);
    Column told =
        when(
                col(Events.PREVIOUS_KEY).isNotNull(),
                array(link(Joins.Kind.ALIAS, col(Events.PREVIOUS_KEY), user)))
            .otherwise(
                array(
                    link(Joins.Kind.LOGIN, col(Events.ANONYMOUS_KEY), user),
                    link(Joins.Kind.USER, user, none)));
    return seen.select(col(Events.EVENT_DATE), inline(told))
        .where(col(KIND).equalTo(Joins.Kind.USER.name()).or(col(KEY).notEqual(col(OTHER))));
  }

  private static Column link(Joins.Kind kind, Column key, Column other) {
    return struct(lit(kind.name()).as(KIND), key.as(KEY), other.as(OTHER));
  }

  /** The spans of one group. */
  private record Resolve(int reachDays) implements FlatMapGroupsFunction<String, Row, Row> {

    @Override
    public Iterator<Row> call(String group, Iterator<Row> rows) {
      Set<Joins.Link> links = new LinkedHashSet<>();
      Map<Joins.Link, Integer> users = new HashMap<>();
      rows.forEachRemaining(
          row -> {
            Joins.Link link = link(row);
            Joins.Link device = new Joins.Link(link.day(), link.kind(), link.key(), null);
            if (link.kind() != Joins.Kind.LOGIN || users.getOrDefault(device, 0) < ENOUGH_USERS) {
              if (links.add(link)) {
                users.merge(device, 1, Integer::sum);
              }
            }
          });
      List<Row> spans = new ArrayList<>();
      for (Joins.Span span : new Joins(reachDays).spans(links)) {
        spans.add(
            RowFactory.create(
                span.key(), date(span.from()), date(span.to()), span.person(), span.guest()));
      }
      return spans.iterator();
    }

    private static Joins.Link link(Row row) {
      return new Joins.Link(
          (int) ((Date) row.get(1)).toLocalDate().toEpochDay(),
          Joins.Kind.valueOf(row.getString(2)),
          row.getString(3),
          row.getString(4));
    }

    private static Date date(int epochDay) {
      return Date.valueOf(LocalDate.ofEpochDay(epochDay));
    }
  }
}
