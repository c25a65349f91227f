package dev.nightjar.etl;

import static org.apache.spark.sql.functions.col;

import dev.nightjar.etl.features.Catalog;
import dev.nightjar.etl.features.ItemProfiles;
import dev.nightjar.etl.features.UserProfiles;
import dev.nightjar.etl.rules.EtlConfig;
import dev.nightjar.etl.rules.FeatureRules;
import dev.nightjar.etl.tables.BronzeItems;
import dev.nightjar.etl.tables.Interactions;
import dev.nightjar.etl.tables.ItemFeatures;
import dev.nightjar.etl.tables.UserFeatures;
import java.time.LocalDate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Writes gold.user_features and gold.item_features as of the end of the run date: from what
 * happened up to then and the catalogue records that had arrived by then.
 */
public final class FeaturesJob {

  public static final String NAME = "features";

  private FeaturesJob() {}

  public static void main(String[] args) {
    NightContext.main(args, NAME, FeaturesJob::run);
  }

  /** The job within a night. */
  public static FeaturesSummary run(NightContext night) {
    return run(night.lake(), EtlConfig.features(night.settings()), night.runDate());
  }

  /** Replaces the run date's partition of both tables. */
  public static FeaturesSummary run(Lake lake, FeatureRules rules, LocalDate runDate) {
    Dataset<Row> interactions = lake.read(Interactions.TABLE);
    // Not silver.items: after a later night that is a later catalogue.
    Dataset<Row> items = Catalog.perItem(lake.readOrEmpty(BronzeItems.TABLE), runDate);
    lake.replaceRunDate(
        UserFeatures.TABLE, UserProfiles.perUser(interactions, items, rules, runDate), runDate);
    lake.replaceRunDate(
        ItemFeatures.TABLE, ItemProfiles.perItem(interactions, items, rules, runDate), runDate);
    return new FeaturesSummary(
        runDate, rows(lake, UserFeatures.TABLE, runDate), rows(lake, ItemFeatures.TABLE, runDate));
  }

  private static long rows(Lake lake, LakeTable table, LocalDate runDate) {
    return lake.read(table).where(col(UserFeatures.RUN_DATE).equalTo(runDate)).count();
  }
}
