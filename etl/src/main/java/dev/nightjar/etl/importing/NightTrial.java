package dev.nightjar.etl.importing;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;

import dev.nightjar.etl.IngestEventsJob;
import dev.nightjar.etl.IngestItemsJob;
import dev.nightjar.etl.landing.LineCheck;
import dev.nightjar.settings.Settings;
import java.sql.Date;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What the nights would refuse of lines that are about to be landed. A mapping can be sound and
 * still give events that no night takes, such as purchases without an item.
 *
 * @param events the rules of the event log
 * @param items the rules of the catalogue
 */
public record NightTrial(LineCheck events, LineCheck items) {

  private static final String RULE = "rule";
  private static final String DETAIL = "detail";
  private static final StructType BROKEN =
      new StructType()
          .add(RULE, DataTypes.StringType, false)
          .add(DETAIL, DataTypes.StringType, false);

  /** The rules that a night with these settings goes by. */
  public static NightTrial load(Settings settings) {
    return new NightTrial(
        IngestEventsJob.Rules.load(settings).feed().check(),
        IngestItemsJob.Rules.load(settings).feed().check());
  }

  /** Rows of {@link MappedRows#LINES_SCHEMA} that nights would refuse, most frequent rule first. */
  Map<String, ImportSummary.Refused> refused(Dataset<Row> lines) {
    Map<String, ImportSummary.Refused> refused = new LinkedHashMap<>();
    lines
        .select(MappedRows.FEED, MappedRows.DAY, MappedRows.LINE)
        .mapPartitions(broken(events, items), Encoders.row(BROKEN))
        .groupBy(RULE)
        .agg(count(lit(1)).as(MappedRows.LINES), min(DETAIL))
        .orderBy(col(MappedRows.LINES).desc(), col(RULE))
        .collectAsList()
        .forEach(
            row ->
                refused.put(
                    row.getString(0), new ImportSummary.Refused(row.getLong(1), row.getString(2))));
    return refused;
  }

  private static MapPartitionsFunction<Row, Row> broken(LineCheck events, LineCheck items) {
    return rows -> broken(rows, events, items);
  }

  /** Of a task's rows those that break a rule: few, or the mapping is of no use. */
  private static Iterator<Row> broken(Iterator<Row> rows, LineCheck events, LineCheck items) {
    List<Row> broken = new ArrayList<>();
    while (rows.hasNext()) {
      Row row = rows.next();
      LineCheck check = Feed.EVENTS.key().equals(row.getString(0)) ? events : items;
      check
          .firstBroken(row.getAs(2), row.<Date>getAs(1).toLocalDate())
          .ifPresent(found -> broken.add(RowFactory.create(found.rule(), found.detail())));
    }
    return broken.iterator();
  }
}
