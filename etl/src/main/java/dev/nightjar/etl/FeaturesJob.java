package dev.nightjar.etl;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;

import dev.nightjar.etl.cleaning.Cleaning;
import dev.nightjar.etl.features.Catalog;
import dev.nightjar.etl.features.ItemProfiles;
import dev.nightjar.etl.features.UserProfiles;
import dev.nightjar.etl.rules.CleaningRules;
import dev.nightjar.etl.rules.EtlConfig;
import dev.nightjar.etl.rules.FeatureRules;
import dev.nightjar.etl.tables.BronzeItems;
import dev.nightjar.etl.tables.Interactions;
import dev.nightjar.etl.tables.ItemFeatures;
import dev.nightjar.etl.tables.PersonDays;
import dev.nightjar.etl.tables.UserFeatures;
import dev.nightjar.etl.tables.Users;
import dev.nightjar.settings.Settings;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Writes gold.user_features and gold.item_features as of the end of the run date: from what
 * happened up to then and the catalogue records that had arrived by then. Features of a person are
 * for analysts: they are made of those only who consent to the purpose analytics by then.
 */
public final class FeaturesJob {

  public static final String NAME = "features";

  /**
   * What the job goes by.
   *
   * @param features what the features look at
   * @param cleaning what a missing consent means
   */
  public record Rules(FeatureRules features, CleaningRules cleaning) {

    /** The rules of a run. */
    public static Rules load(Settings settings) {
      return new Rules(EtlConfig.features(settings), EtlConfig.cleaning(settings));
    }
  }

  private static final String CONSENTS = "consents";
  private static final String WITHOUT_CONSENT = "without_consent";
  private static final String ITEMS = "items";

  private FeaturesJob() {}

  public static void main(String[] args) {
    NightContext.main(args, NAME, FeaturesJob::run);
  }

  /** The job within a night. */
  public static FeaturesSummary run(NightContext night) {
    return run(night.lake(), Rules.load(night.settings()), night.runDate());
  }

  /** Replaces the run date's partition of both tables. */
  public static FeaturesSummary run(Lake lake, Rules rules, LocalDate runDate) {
    Dataset<Row> interactions = lake.read(Interactions.TABLE);
    FeatureRules features = rules.features();
    // Not silver.items and silver.users: after a later night they tell of a later day.
    Dataset<Row> items = Catalog.perItem(lake.readOrEmpty(BronzeItems.TABLE), runDate);
    RowCounts persons = new RowCounts();
    Dataset<Row> profiles =
        UserProfiles.perUser(interactions, items, features, runDate)
            .join(
                consenting(lake, rules.cleaning(), runDate),
                new String[] {Users.PERSON_ID},
                "left");
    lake.replaceRunDate(
        UserFeatures.TABLE,
        persons
            .count(
                profiles,
                count(CONSENTS).as(CONSENTS),
                count_if(col(CONSENTS).isNull()).as(WITHOUT_CONSENT))
            .where(col(CONSENTS))
            .drop(CONSENTS),
        runDate);
    RowCounts written = new RowCounts();
    lake.replaceRunDate(
        ItemFeatures.TABLE,
        written.count(
            ItemProfiles.perItem(interactions, items, features, runDate), count(lit(1)).as(ITEMS)),
        runDate);
    return new FeaturesSummary(
        runDate, persons.of(CONSENTS), persons.of(WITHOUT_CONSENT), written.of(ITEMS));
  }

  /** Persons who consent to analytics by the end of the run date. */
  private static Dataset<Row> consenting(Lake lake, CleaningRules rules, LocalDate runDate) {
    Column isKnown = col(PersonDays.EVENT_DATE).leq(runDate);
    return Cleaning.users(lake.readOrEmpty(PersonDays.TABLE).where(isKnown), rules)
        .where(col(Users.CONSENT_ANALYTICS))
        .select(col(Users.PERSON_ID), lit(true).as(CONSENTS));
  }
}
