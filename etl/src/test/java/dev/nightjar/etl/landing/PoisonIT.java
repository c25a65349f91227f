package dev.nightjar.etl.landing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.etl.CleanEventsJob;
import dev.nightjar.etl.CleanSummary;
import dev.nightjar.etl.IngestEventsJob;
import dev.nightjar.etl.IngestSummary;
import dev.nightjar.etl.NightContext;
import dev.nightjar.etl.SparkSessionExtension;
import dev.nightjar.etl.TestLake;
import dev.nightjar.etl.TestNight;
import dev.nightjar.etl.tables.Quarantine;
import dev.nightjar.etl.tables.RunAccounting;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Lands the traps of docs/data-quality.md in a random mix. {@code -Dnightjar.poison.lines=1000000}
 * lands a million of them.
 */
@ExtendWith(SparkSessionExtension.class)
class PoisonIT {

  private static final int LINES = Integer.getInteger("nightjar.poison.lines", 4000);
  private static final int FILES = 3;

  @Test
  void accountsForEveryLineOfAPoisonedNight(TestLake lake) throws IOException {
    Map<String, Long> expected = land(lake);
    NightContext night = new NightContext(lake.lake(), TestNight.settings(), Landing.DAY);

    IngestSummary ingested = IngestEventsJob.run(night);
    CleanSummary cleaned = CleanEventsJob.run(night);

    assertThat(ingested.landed()).isEqualTo(LINES);
    assertThat(counts(lake)).isEqualTo(expected);
    assertThat(
            ingested.quarantined()
                + cleaned.accepted()
                + cleaned.duplicate()
                + cleaned.suppressed()
                + cleaned.late())
        .isEqualTo(LINES);
    long accounted =
        lake.lake().read(RunAccounting.TABLE).select(RunAccounting.LINES).collectAsList().stream()
            .mapToLong(row -> row.getLong(0))
            .sum();
    assertThat(accounted).isEqualTo(LINES);
  }

  /** Lines expected in the quarantine, by rule. */
  private static Map<String, Long> land(TestLake lake) throws IOException {
    Map<String, String> lines = new TreeMap<>(LineTrapsTest.LINES);
    lines.remove("30 MB long");
    List<String> names = List.copyOf(lines.keySet());
    Map<String, String> outcomes = QualityPage.outcomes("line");
    Random random = new Random(7);
    Map<String, Long> expected = new TreeMap<>();
    int left = LINES;
    for (int file = 0; file < FILES; file++) {
      int here = left / (FILES - file);
      ByteArrayOutputStream stored = new ByteArrayOutputStream();
      try (GZIPOutputStream out = new GZIPOutputStream(stored)) {
        for (int i = 0; i < here; i++) {
          String name = names.get(random.nextInt(names.size()));
          out.write((lines.get(name) + "\n").getBytes(StandardCharsets.ISO_8859_1));
          if (!outcomes.get(name).equals(RunAccounting.ACCEPTED)) {
            expected.merge(outcomes.get(name), 1L, Long::sum);
          }
        }
      }
      lake.write(Landing.FOLDER + "poison-" + file + ".jsonl.gz", stored.toByteArray());
      left -= here;
    }
    return expected;
  }

  private static Map<String, Long> counts(TestLake lake) {
    Dataset<Row> rows = lake.lake().read(Quarantine.TABLE).groupBy(Quarantine.RULE).count();
    Map<String, Long> counts = new TreeMap<>();
    rows.collectAsList().forEach(row -> counts.put(row.getString(0), row.getLong(1)));
    return counts;
  }
}
