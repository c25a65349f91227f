package dev.nightjar.etl.landing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RefusedLinesTest {

  private static final String SOURCE = Landing.FOLDER + "a.jsonl";
  private static final byte[] STORED =
      """
      {"type":"page","userId":"u-100","timestamp":"2026-01-05T10:00:00Z"}
      {"type":"page","userId":"u-100"
      {"type":"nothing","userId":"u-200","timestamp":"2026-01-05T10:00:00Z"}

      {"type":"page","anonymousId":"a-100","timestamp":"2026-01-05T10:00:00Z"}
      [1]
      """
          .getBytes(StandardCharsets.UTF_8);

  private final QuarantineRows rows = new QuarantineRows(Landing.PARSER);

  @Test
  void makeTheSameRowsInASecondReadingAsAreKeptOfTheFirst() {
    FileTally all = tally(STORED, TakenLines.MOST_KEPT_ROWS);
    FileTally few = tally(STORED, 2);
    assertThat(all.isTooMuchToKeep()).isFalse();
    assertThat(few.isTooMuchToKeep()).isTrue();
    assertThat(few.keptRows()).isEqualTo(all.keptRows().subList(0, 2));
    List<String> again =
        Landing.visit(SOURCE, STORED, new RefusedLines(Map.of(SOURCE, few), rows)).stream()
            .map(row -> row.toString())
            .toList();
    assertThat(again)
        .hasSize(4)
        .isEqualTo(all.keptRows().stream().map(row -> CatalystRows.of(row).toString()).toList());
  }

  @Test
  void keepTheRowOfAFileThatIsRefusedAsAWhole() {
    FileTally tally = tally(new byte[0], 0);
    assertThat(tally.isTooMuchToKeep()).isFalse();
    assertThat(tally.keptRows()).hasSize(1);
    assertThat(tally.keptRows().get(0).toString()).contains(SOURCE, "file.empty");
  }

  private FileTally tally(byte[] stored, int mostKeptRows) {
    FileTallies tallies = new FileTallies();
    Landing.visit(SOURCE, stored, new TakenLines(tallies, rows, mostKeptRows, Landing.DAY));
    return tallies.value().get(SOURCE);
  }
}
