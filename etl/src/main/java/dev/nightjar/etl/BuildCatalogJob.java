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
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Writes silver.items: the catalogue as of the end of the run date. */
public final class BuildCatalogJob {

  public static final String NAME = "build-catalog";

  private static final String ITEMS = "items";

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
    Dataset<Row> items =
        Catalog.perItem(lake.readOrEmpty(BronzeItems.TABLE), TakedownFiles.read(lake), runDate);
    RowCounts written = new RowCounts();
    lake.overwrite(
        Items.TABLE,
        written.count(
            items, count(lit(1)).as(ITEMS), count_if(col(Items.AVAILABLE)).as(Items.AVAILABLE)));
    return new CatalogSummary(runDate, written.of(ITEMS), written.of(Items.AVAILABLE));
  }
}
