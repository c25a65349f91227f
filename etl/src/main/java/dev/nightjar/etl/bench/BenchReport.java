package dev.nightjar.etl.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a benchmark measured, in the form in which every benchmark prints it. Not thread-safe. */
public final class BenchReport {

  private final String machine;
  private final List<Row> rows = new ArrayList<>();
  private final Map<String, Double> ratios = new LinkedHashMap<>();

  private record Row(String name, double value, String unit) {}

  /**
   * @param machine machine, versions and flags
   */
  public BenchReport(String machine) {
    this.machine = machine;
  }

  /** A figure. */
  public BenchReport row(String name, double value, String unit) {
    rows.add(new Row(name, value, unit));
    return this;
  }

  /** How two figures compare. */
  public BenchReport ratio(String name, double value) {
    ratios.put(name, value);
    return this;
  }

  /** {@code {"machine","rows":[{"name","value","unit"}],"ratios":{}}}. */
  public String json() {
    ObjectNode out = new ObjectMapper().createObjectNode().put("machine", machine);
    ArrayNode list = out.putArray("rows");
    for (Row row : rows) {
      list.addObject().put("name", row.name).put("value", row.value).put("unit", row.unit);
    }
    ObjectNode named = out.putObject("ratios");
    ratios.forEach(named::put);
    return out.toString();
  }

  /** For people. */
  public String table() {
    StringBuilder out = new StringBuilder(machine).append('\n');
    for (Row row : rows) {
      out.append(String.format(Locale.ROOT, "%-46s %14.2f %s%n", row.name, row.value, row.unit));
    }
    ratios.forEach(
        (name, value) -> out.append(String.format(Locale.ROOT, "%-46s %14.2f%n", name, value)));
    return out.toString().stripTrailing();
  }

  /** The middle value, or the mean of the middle two. */
  public static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
