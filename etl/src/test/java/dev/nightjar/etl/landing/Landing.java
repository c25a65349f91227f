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
import org.jspecify.annotations.Nullable;

/** Reads landed bytes as a task does, without Spark. */
final class Landing {

  static final LocalDate DAY = LocalDate.of(2026, 1, 5);

  /** Outcome of a file whose lines are read. */
  static final String FILE = "file";

  static final String FOLDER = "landing/events/dt=2026-01-05/";

  private static final String BASE = "landing/events";

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
            PseudonymKeys.of("0123456789abcdef".getBytes(StandardCharsets.UTF_8)));
    Recorder recorder = new Recorder();
    LandedRows rows =
        new LandedRows(
            List.of(file).iterator(),
            parser,
            rules.maxLineBytes(),
            opened -> () -> new ByteArrayInputStream(stored),
            recorder);
    assertThat(rows.hasNext()).isFalse();
    return recorder.outcomes;
  }

  /** Judges as the first reading does, and writes down what came of each line. */
  private static final class Recorder implements LineVisitor {
    private final List<Outcome> outcomes = new ArrayList<>();
    private final TakenLines judge = new TakenLines(new FileTallies());

    @Override
    public FileCheck.Verdict judge(LandedFile file, FileCheck.Source source) throws IOException {
      FileCheck.Verdict verdict = judge.judge(file, source);
      boolean isTaken = verdict.refusal().isEmpty();
      outcomes.add(
          new Outcome(
              isTaken ? FILE : RunAccounting.QUARANTINED, verdict.refusal(), verdict.lines()));
      return verdict;
    }

    @Override
    public @Nullable Row accepted(LandedFile file, LineParser.Parsed parsed) {
      outcomes.add(new Outcome(RunAccounting.ACCEPTED, parsed.note(), 0));
      return null;
    }

    @Override
    public @Nullable Row refused(LandedFile file, RefusedLine line) {
      outcomes.add(new Outcome(RunAccounting.QUARANTINED, line.refusal().rule(), 0));
      return null;
    }
  }
}
