package dev.nightjar.etl.expectations;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.nightjar.etl.LakeTable;
import dev.nightjar.etl.tables.BronzeItems;
import dev.nightjar.etl.tables.Events;
import dev.nightjar.etl.tables.Exposures;
import dev.nightjar.etl.tables.Interactions;
import dev.nightjar.etl.tables.ItemFeatures;
import dev.nightjar.etl.tables.Items;
import dev.nightjar.etl.tables.Sessions;
import dev.nightjar.etl.tables.UserFeatures;
import dev.nightjar.etl.tables.Users;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;

/** The tables that rules can be declared for, and which of their rows are a night's. */
public enum CheckedTable {
  EVENTS(Events.TABLE, Night.LANDED),
  ITEM_RECORDS(BronzeItems.TABLE, Night.LANDED),
  INTERACTIONS(Interactions.TABLE, Night.EVENT_DATE),
  EXPOSURES(Exposures.TABLE, Night.EVENT_DATE),
  SESSIONS(Sessions.TABLE, Night.EVENT_DATE),
  USERS(Users.TABLE, Night.WHOLE),
  ITEMS(Items.TABLE, Night.WHOLE),
  USER_FEATURES(UserFeatures.TABLE, Night.RUN_DATE),
  ITEM_FEATURES(ItemFeatures.TABLE, Night.RUN_DATE);

  /** Which rows are compared from night to night. */
  private enum Night {
    /**
     * Taken by the night and arrived on its day: a first night that takes a whole history is then
     * not the measure of the nights after it.
     */
    LANDED,
    EVENT_DATE,
    RUN_DATE,
    WHOLE
  }

  private final LakeTable table;
  private final Night night;

  CheckedTable(LakeTable table, Night night) {
    this.table = table;
    this.night = night;
  }

  /** Where it stands. */
  public LakeTable table() {
    return table;
  }

  /** The name in {@code conf/expectations.conf}. */
  public String qualifiedName() {
    return table.qualifiedName();
  }

  /** Whether its rows are landed lines, which can be refused one by one. */
  public boolean isLanded() {
    return night == Night.LANDED;
  }

  /** The condition that a row is the night's. */
  public Column ofNight(LocalDate runDate) {
    return switch (night) {
      case LANDED ->
          col(Events.RUN_DATE)
              .equalTo(lit(runDate))
              .and(col(Events.LANDING_DATE).equalTo(lit(runDate)));
      case EVENT_DATE -> col(Interactions.EVENT_DATE).equalTo(lit(runDate));
      case RUN_DATE -> col(UserFeatures.RUN_DATE).equalTo(lit(runDate));
      case WHOLE -> lit(true);
    };
  }

  /** The table of this name, if rules can be declared for it. */
  public static Optional<CheckedTable> find(String name) {
    return Arrays.stream(values()).filter(t -> t.qualifiedName().equals(name)).findFirst();
  }

  static CheckedTable named(String name) {
    return find(name)
        .orElseThrow(() -> new IllegalArgumentException("no rules are possible for " + name));
  }

  /** All names, for messages. */
  static String names() {
    return Arrays.stream(values())
        .map(CheckedTable::qualifiedName)
        .collect(Collectors.joining(", "));
  }
}
