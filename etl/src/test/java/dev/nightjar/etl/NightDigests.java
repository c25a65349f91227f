package dev.nightjar.etl;

import static org.apache.spark.sql.functions.col;

import dev.nightjar.etl.tables.BronzeItems;
import dev.nightjar.etl.tables.Events;
import dev.nightjar.etl.tables.Exposures;
import dev.nightjar.etl.tables.Interactions;
import dev.nightjar.etl.tables.ItemFeatures;
import dev.nightjar.etl.tables.Items;
import dev.nightjar.etl.tables.PersonDays;
import dev.nightjar.etl.tables.Quarantine;
import dev.nightjar.etl.tables.RunAccounting;
import dev.nightjar.etl.tables.Sessions;
import dev.nightjar.etl.tables.UserFeatures;
import dev.nightjar.etl.tables.Users;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A digest of every table that the nights of this module write: equal digests are equal tables. Of
 * the tables in which a night says what was known when it last ran, one night's rows count.
 */
final class NightDigests {
  private static final List<LakeTable> FACTS =
      List.of(
          Events.TABLE,
          Quarantine.TABLE,
          BronzeItems.TABLE,
          Interactions.TABLE,
          Exposures.TABLE,
          PersonDays.TABLE,
          Users.TABLE,
          Items.TABLE,
          Sessions.TABLE);
  private static final List<LakeTable> OF_NIGHTS =
      List.of(UserFeatures.TABLE, ItemFeatures.TABLE, RunAccounting.TABLE);

  private NightDigests() {}

  /** By the tables' names. */
  static Map<String, String> of(Lake lake, LocalDate night) {
    return without(lake, night);
  }

  /** The same of lakes whose lines were taken by other nights, for only that may differ. */
  static Map<String, String> whicheverNightTookThem(Lake lake, LocalDate night) {
    return without(lake, night, Events.RUN_DATE);
  }

  private static Map<String, String> without(Lake lake, LocalDate night, String... columns) {
    Map<String, String> digests = new TreeMap<>();
    for (LakeTable table : FACTS) {
      digests.put(table.qualifiedName(), TableDigest.of(lake.read(table).drop(columns)));
    }
    for (LakeTable table : OF_NIGHTS) {
      Dataset<Row> last = lake.read(table).where(col("run_date").equalTo(night));
      digests.put(table.qualifiedName(), TableDigest.of(last.drop(columns)));
    }
    return digests;
  }
}
