package dev.nightjar.export.quarantine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;

import dev.nightjar.etl.Lake;
import dev.nightjar.etl.tables.Quarantine;
import dev.nightjar.export.night.TextTable;
import dev.nightjar.settings.CommandLine;
import dev.nightjar.settings.ConfigurationException;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * {@code quarantine list | show FILE LINE | replay [FILE...]}: which lines were refused and why,
 * and their way back. Texts are masked; only replay reads raw lines, and it prints none.
 */
public final class QuarantineCommand {

  /** The command's name. */
  public static final String NAME = "quarantine";

  private static final String LIMIT = "limit";
  private static final int SHOWN = 100;

  private QuarantineCommand() {}

  /** Runs the command of these arguments. */
  public static void run(String[] args) {
    CommandLine line = parse(args);
    try (Lake lake = Lake.open(line.settings(), "nightjar " + NAME)) {
      run(lake, line, System.out);
    }
  }

  static CommandLine parse(String[] args) {
    Set<String> flags = new HashSet<>(QuarantineFilter.FLAGS);
    flags.add(LIMIT);
    CommandLine line = CommandLine.parse(args, flags, Set.of());
    line.integer(LIMIT, 1, 100_000);
    return line;
  }

  static void run(Lake lake, CommandLine line, PrintStream out) {
    List<String> words = line.positional().subList(1, line.positional().size());
    String action = words.isEmpty() ? "list" : words.get(0);
    List<String> rest = words.subList(Math.min(1, words.size()), words.size());
    if (!action.equals("replay") && line.value("run-date").isPresent()) {
      throw new ConfigurationException(
          "quarantine "
              + action
              + " takes the night as --night D; --run-date is where replay lands");
    }
    switch (action) {
      case "list" -> list(lake, line, rest, out);
      case "show" -> show(lake, line, rest, out);
      case "replay" -> new QuarantineReplay(lake, line, out).run(rest);
      default ->
          throw new ConfigurationException(
              "quarantine "
                  + action
                  + " is unknown; known: list, show FILE LINE, replay [FILE...]");
    }
  }

  private static int limit(CommandLine line) {
    return line.integer(LIMIT, 1, 100_000).orElse(SHOWN);
  }

  private static void list(Lake lake, CommandLine line, List<String> rest, PrintStream out) {
    if (!rest.isEmpty()) {
      throw new ConfigurationException(
          "quarantine list takes flags only: --night D, --rule R, --file F, --feed F, --limit N; got "
              + rest);
    }
    Dataset<Row> lines =
        QuarantineFilter.of(line)
            .apply(lake.readOrEmpty(Quarantine.TABLE))
            .groupBy(Quarantine.RUN_DATE, Quarantine.RULE, Quarantine.SOURCE, Quarantine.PRODUCER)
            .agg(count(lit(1)).as("lines"), min(Quarantine.LINE).as("first_line"))
            .orderBy(
                col(Quarantine.RUN_DATE).desc(),
                col("lines").desc(),
                col(Quarantine.SOURCE),
                col(Quarantine.RULE));
    print(line, lines, out);
  }

  private static void show(Lake lake, CommandLine line, List<String> rest, PrintStream out) {
    if (rest.isEmpty() || rest.size() > 2) {
      throw new ConfigurationException(
          "quarantine show takes a file and a line, such as show landing/events/dt=2026-01-05/a.jsonl 9");
    }
    Dataset<Row> lines =
        QuarantineFilter.of(line)
            .apply(lake.readOrEmpty(Quarantine.TABLE))
            .where(col(Quarantine.SOURCE).equalTo(rest.get(0)));
    if (rest.size() == 2) {
      lines = lines.where(col(Quarantine.LINE).equalTo(number(rest.get(1))));
    }
    List<Row> found = lines.orderBy(Quarantine.LINE).limit(limit(line)).collectAsList();
    if (found.isEmpty()) {
      throw new ConfigurationException(
          "nothing of " + String.join(" ", rest) + " is in the quarantine; see quarantine list");
    }
    if (line.has("json")) {
      out.println(rows(found.stream().map(Row::json).toList()));
    } else {
      found.forEach(row -> printOne(row, out));
    }
  }

  private static String rows(List<String> objects) {
    return "{\"rows\":[" + String.join(",", objects) + "]}";
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new ConfigurationException(text + " must be the number of a line", e);
    }
  }

  private static void printOne(Row row, PrintStream out) {
    String[] names = row.schema().fieldNames();
    for (int i = 0; i < names.length; i++) {
      if (!row.isNullAt(i)) {
        out.printf("%-13s %s%n", names[i], row.get(i));
      }
    }
    out.println();
  }

  private static void print(CommandLine line, Dataset<Row> lines, PrintStream out) {
    int limit = limit(line);
    if (line.has("json")) {
      out.println(rows(lines.limit(limit).toJSON().collectAsList()));
      return;
    }
    List<Row> found = lines.limit(limit + 1).collectAsList();
    if (found.isEmpty()) {
      out.println(
          QuarantineFilter.FLAGS.stream().anyMatch(flag -> line.value(flag).isPresent())
              ? "Nothing in the quarantine matches."
              : "Nothing is in the quarantine.");
      return;
    }
    TextTable table = new TextTable(lines.columns());
    for (Row row : found.subList(0, Math.min(limit, found.size()))) {
      table.row(
          IntStream.range(0, row.size())
              .mapToObj(i -> row.isNullAt(i) ? "" : String.valueOf(row.get(i)))
              .toArray(String[]::new));
    }
    out.println(table);
    if (found.size() > limit) {
      System.err.println("more than " + limit + " groups; --limit N shows more");
    }
  }
}
