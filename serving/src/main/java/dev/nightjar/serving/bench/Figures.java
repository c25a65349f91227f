package dev.nightjar.serving.bench;

import dev.nightjar.serving.http.JsonBuffer;
import io.javalin.Javalin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.eclipse.jetty.util.Jetty;

/** What a benchmark found, on what machine, in the order in which it is printed. */
final class Figures {
  private final List<String> flags;
  private final List<Row> rows = new ArrayList<>();
  private final Map<String, Double> ratios = new LinkedHashMap<>();

  /**
   * @param flags of the processes that were measured
   */
  Figures(List<String> flags) {
    this.flags = flags;
  }

  void add(String name, double value, String unit) {
    rows.add(new Row(name, value, unit));
  }

  /** How much of the bare route's figure something reaches, or what its name says. */
  void ratio(String name, double ratio) {
    ratios.put(name, ratio);
  }

  /** The middle one; the lower of the two middle ones when they are even. */
  static <T> double median(List<T> rounds, ToDoubleFunction<T> figure) {
    double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
    return sorted.length == 0 ? 0 : sorted[(sorted.length - 1) / 2];
  }

  String json() {
    JsonBuffer out = new JsonBuffer().raw("{\"machine\":").text(machine()).raw(",\"rows\":[");
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      out.raw(i == 0 ? "{\"name\":" : ",{\"name\":").text(row.name());
      out.raw(",\"value\":").number(row.value()).raw(",\"unit\":").text(row.unit()).raw("}");
    }
    out.raw("],\"ratios\":{");
    String before = "";
    for (Map.Entry<String, Double> ratio : ratios.entrySet()) {
      out.raw(before).text(ratio.getKey()).raw(":").number(ratio.getValue());
      before = ",";
    }
    return new String(out.raw("}}").toBytes(), StandardCharsets.UTF_8);
  }

  String table() {
    StringBuilder out = new StringBuilder(machine()).append('\n');
    for (Row row : rows) {
      out.append(
          String.format(Locale.ROOT, "%-58s %12.1f %s%n", row.name(), row.value(), row.unit()));
    }
    ratios.forEach(
        (name, ratio) ->
            out.append(String.format(Locale.ROOT, "%-58s %12.2f%n", name + " / bare", ratio)));
    return out.toString().stripTrailing();
  }

  private String machine() {
    return System.getProperty("os.name")
        + " "
        + System.getProperty("os.arch")
        + ", "
        + Runtime.getRuntime().availableProcessors()
        + " cores, Java "
        + Runtime.version()
        + ", Javalin "
        + version(Javalin.class)
        + ", Jetty "
        + Jetty.VERSION
        + ", flags "
        + String.join(" ", flags);
  }

  private static String version(Class<?> type) {
    String version = type.getPackage().getImplementationVersion();
    return version == null ? "of this build" : version;
  }

  /** Deletes what a benchmark wrote. */
  static void delete(Path root) throws IOException {
    try (Stream<Path> tree = Files.walk(root)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  private record Row(String name, double value, String unit) {}
}
