package dev.nightjar.etl.landing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tables of docs/data-quality.md that tests hold the code to. */
final class QualityPage {

  private QualityPage() {}

  /** Rows of the table whose heading row is {@code | subject | outcome |}. */
  static Map<String, String> outcomes(String subject) {
    List<String> lines = lines();
    int heading = lines.indexOf("| " + subject + " | outcome |");
    if (heading < 0) {
      throw new IllegalStateException("docs/data-quality.md has no table of " + subject + "s");
    }
    Map<String, String> rows = new LinkedHashMap<>();
    for (String line : lines.subList(heading + 2, lines.size())) {
      if (!line.startsWith("|")) {
        break;
      }
      String[] cells = line.split("\\|");
      rows.put(plain(cells[1]), plain(cells[2]));
    }
    return rows;
  }

  private static String plain(String cell) {
    return cell.strip().replace("`", "");
  }

  private static List<String> lines() {
    try {
      return Files.readAllLines(Path.of("../docs/data-quality.md"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
