package dev.nightjar.etl.landing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.etl.rules.EventMappingConfig;
import dev.nightjar.etl.rules.IngestRules;
import dev.nightjar.etl.tables.RunAccounting;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Reads landed bytes as a task does, without Spark. */
final class Landing {

  static final LocalDate DAY = LocalDate.of(2026, 1, 5);

  /** Outcome of a file whose lines are read. */
  static final String FILE = "file";

  static final String FOLDER = "landing/events/dt=2026-01-05/";

  private static final String BASE = "landing/events";
  private static final IngestRules RULES =
      new IngestRules(Duration.ofMinutes(10), 1990, 512, 1 << 20, List.of("bot"));

  static final EventParser PARSER =
      new EventParser(
          RULES,
          EventMappingConfig.shipped(),
          PseudonymKeys.of("0123456789abcdef".getBytes(StandardCharsets.UTF_8)));

  private Landing() {}

  /** What came of a file or a line. */
  record Outcome(String outcome, String rule, long lines) {}

  /** Outcomes of a file and, if it is taken, of each of its lines. */
  static List<Outcome> read(String source, byte[] stored) {
    Recorder recorder = new Recorder();
    assertThat(visit(source, stored, recorder)).isEmpty();
    return recorder.outcomes;
  }

  /** The rows that a visitor makes of a file. */
  static List<InternalRow> visit(String source, byte[] stored, LineVisitor visitor) {
    LandedFile file = LandingFiles.describe(source, BASE, stored.length, DAY);
    List<InternalRow> rows = new ArrayList<>();
    new LandedRows(
            List.of(file).iterator(),
            PARSER,
            RULES.maxLineBytes(),
            opened -> new LandedContent(() -> new ByteArrayInputStream(stored), opened.isGzip()),
            visitor)
        .forEachRemaining(rows::add);
    return rows;
  }

  /** A row in Spark's own form as the one that people read. */
  static Row row(StructType schema, InternalRow row) {
    return (Row) CatalystTypeConverters.createToScalaConverter(schema).apply(row);
  }

  /** Judges as the first reading does, and writes down what came of each line. */
  private static final class Recorder implements LineVisitor {
    private final List<Outcome> outcomes = new ArrayList<>();
    private final TakenLines judge =
        new TakenLines(new FileTallies(), new QuarantineRows(PARSER), 0, DAY);

    @Override
    public FileCheck.Verdict judge(LandedFile file, LandedContent content) throws IOException {
      FileCheck.Verdict verdict = judge.judge(file, content);
      boolean isTaken = verdict.refusal().isEmpty();
      outcomes.add(
          new Outcome(
              isTaken ? FILE : RunAccounting.QUARANTINED, verdict.refusal(), verdict.lines()));
      return verdict;
    }

    @Override
    public @Nullable InternalRow accepted(LandedFile file, LineParser.Parsed parsed) {
      outcomes.add(new Outcome(RunAccounting.ACCEPTED, parsed.note(), 0));
      return null;
    }

    @Override
    public @Nullable InternalRow refused(LandedFile file, RefusedLine line) {
      outcomes.add(new Outcome(RunAccounting.QUARANTINED, line.refusal().rule(), 0));
      return null;
    }
  }
}
