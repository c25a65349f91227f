package dev.nightjar.etl.landing;

import dev.nightjar.etl.rules.EventMappingConfig;
import dev.nightjar.etl.rules.IngestRules;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;

/** Reads landed bytes as a task does, without Spark. */
final class Landing {

  static final LocalDate DAY = LocalDate.of(2026, 1, 5);
  static final String FOLDER = "landing/events/dt=2026-01-05/";

  private static final String BASE = "landing/events";
  private static final List<String> COLUMNS = Arrays.asList(LandedSchema.ROW.fieldNames());

  private Landing() {}

  /** What came of a file or a line. */
  record Outcome(String outcome, String rule, long lines) {}

  /** Outcomes of a file and, if it is taken, of each of its lines. */
  static List<Outcome> read(String source, byte[] stored) {
    LandedFile file = LandingFiles.describe(source, BASE, stored.length, DAY);
    IngestRules rules = new IngestRules(Duration.ofMinutes(10), 1990, 512, 1 << 20, List.of("bot"));
    EventParser parser =
        new EventParser(
            rules,
            EventMappingConfig.shipped(),
            "0123456789abcdef".getBytes(StandardCharsets.UTF_8));
    LandedRows rows =
        new LandedRows(
            List.of(file).iterator(),
            parser,
            rules.maxLineBytes(),
            opened -> () -> new ByteArrayInputStream(stored));
    List<Outcome> outcomes = new ArrayList<>();
    rows.forEachRemaining(
        row ->
            outcomes.add(
                new Outcome(
                    (String) value(row, LandedSchema.OUTCOME),
                    (String) value(row, LandedSchema.RULE),
                    (long) value(row, LandedSchema.LANDED))));
    return outcomes;
  }

  private static Object value(Row row, String column) {
    return row.get(COLUMNS.indexOf(column));
  }
}
