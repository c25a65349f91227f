package dev.nightjar.etl;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;

import dev.nightjar.etl.features.Catalog;
import dev.nightjar.etl.landing.TakedownFiles;
import dev.nightjar.etl.tables.BronzeItems;
import dev.nightjar.etl.tables.Items;
import java.time.LocalDate;
import org.apache.spark.sql.Row;

/** Writes silver.items: the catalogue as of the end of the run date. */
public final class BuildCatalogJob {

  public static final String NAME = "build-catalog";

  private BuildCatalogJob() {}

  public static void main(String[] args) {
    NightContext.main(args, NAME, BuildCatalogJob::run);
  }

  /** The job within a night. */
  public static CatalogSummary run(NightContext night) {
    return run(night.lake(), night.runDate());
  }

  /**
   * Rebuilds the catalogue from every record that arrived up to the run date, and all takedowns.
   */
  public static CatalogSummary run(Lake lake, LocalDate runDate) {
    lake.overwrite(
        Items.TABLE,
        Catalog.perItem(lake.readOrEmpty(BronzeItems.TABLE), TakedownFiles.read(lake), runDate));
    Row counts = lake.read(Items.TABLE).agg(count(lit(1)), count_if(col(Items.AVAILABLE))).head();
    return new CatalogSummary(runDate, counts.getLong(0), counts.getLong(1));
  }
}
