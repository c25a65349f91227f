package dev.nightjar.etl.bench;

import dev.nightjar.contract.LakePaths;
import dev.nightjar.etl.CleanEventsJob;
import dev.nightjar.etl.CleanSummary;
import dev.nightjar.etl.IngestEventsJob;
import dev.nightjar.etl.Lake;
import dev.nightjar.etl.NightContext;
import dev.nightjar.etl.SparkSessions;
import dev.nightjar.settings.CommandLine;
import dev.nightjar.settings.LakeSettings;
import dev.nightjar.settings.Progress;
import dev.nightjar.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * {@code nightjar bench etl}: a made-up night from landed files to bronze and on to silver, beside
 * Spark's own JSON reader and Delta write of the same files, in one session. Each round measures
 * both, in turns first; a ratio is the median of the rounds' ratios.
 */
public final class EtlBench {

  public static final String NAME = "bench-etl";

  private static final LocalDate DAY = LocalDate.of(2026, 1, 5);

  /** More than a night of few events, which the job takes another way. */
  private static final int WARM_UP_EVENTS = 300_000;

  private static final int EVENTS = 2_000_000;
  private static final int MOST_GROWTH_EVENTS = 10_000_000;

  private final SparkSession spark;
  private final Settings settings;
  private final Path folder;
  private final Progress progress = new Progress();

  private EtlBench(SparkSession spark, Settings settings, Path folder) {
    this.spark = spark;
    this.settings = settings;
    this.folder = folder;
  }

  /** Runs and prints. */
  public static void run(String[] args) {
    CommandLine line = CommandLine.parse(args, Set.of("events", "rounds"), Set.of("growth"));
    boolean isGrowth = line.has("growth");
    int events =
        line.integer("events", 1000, 100_000_000).orElse(isGrowth ? MOST_GROWTH_EVENTS : EVENTS);
    int rounds = line.integer("rounds", 1, 20).orElse(2);
    Path folder = line.home().toAbsolutePath().normalize().resolve(NAME);
    try (SparkSession spark = SparkSessions.open(LakeSettings.directory(folder), NAME)) {
      delete(folder);
      EtlBench bench = new EtlBench(spark, line.settings(), folder);
      bench.measure(WARM_UP_EVENTS, 1, true);
      BenchReport report = isGrowth ? bench.growth(events) : bench.compare(events, rounds);
      System.out.println(line.has("json") ? report.json() : report.table());
    } catch (IOException e) {
      throw new UncheckedIOException("the files of the benchmark in " + folder, e);
    } finally {
      delete(folder);
    }
  }

  private BenchReport compare(int events, int rounds) throws IOException {
    Timings timings = measure(events, rounds, true);
    BenchReport report = new BenchReport(Machine.describe(spark)).row("events", events, "lines");
    for (Timing timing : timings.all()) {
      double seconds = BenchReport.median(timing.seconds());
      report.row(timing.name(), seconds, "s");
      report.row(timing.name() + ", speed", events / seconds, "lines/s");
    }
    for (Timing ours : List.of(timings.bronze(), timings.silver())) {
      for (Timing stock : List.of(timings.stock(), timings.stockTyped())) {
        report.ratio(ours.name() + " / " + stock.name(), ours.ratioTo(stock));
      }
    }
    return report;
  }

  /** Seconds for ever more events, and how far the cost of one more event is from constant. */
  private BenchReport growth(int most) throws IOException {
    BenchReport report = new BenchReport(Machine.describe(spark));
    List<Double> micros = new ArrayList<>();
    double seconds = 0;
    int before = 0;
    for (int events : List.of(most / 100, most / 10, most)) {
      double took = measure(events, 1, false).silver().seconds().get(0);
      report.row(events + " events to silver", took, "s");
      if (before > 0) {
        micros.add((took - seconds) / (events - before) * 1e6);
        report.row("each event beyond " + before, micros.get(micros.size() - 1), "us");
      }
      seconds = took;
      before = events;
    }
    return report.ratio("last step / first step", micros.get(1) / micros.get(0));
  }

  private Timings measure(int events, int rounds, boolean withStock) throws IOException {
    progress.say("making up a night of " + events + " events");
    Path landed = folder.resolve("landed");
    List<Path> files = new MadeUpNight(DAY, events, 1).write(landed);
    Timings timings = new Timings();
    for (int round = 0; round < rounds; round++) {
      if (withStock && round % 2 == 0) {
        stock(landed, timings);
      }
      ours(files, timings);
      if (withStock && round % 2 == 1) {
        stock(landed, timings);
      }
    }
    delete(landed);
    return timings;
  }

  private void stock(Path landed, Timings timings) {
    String written = folder.resolve("stock").toString();
    double inferred =
        time(() -> spark.read().json(landed.toString()).write().format("delta").save(written));
    StructType schema = spark.read().format("delta").load(written).schema();
    delete(Path.of(written));
    double typed =
        time(
            () ->
                spark
                    .read()
                    .schema(schema)
                    .json(landed.toString())
                    .write()
                    .format("delta")
                    .save(written));
    delete(Path.of(written));
    timings.stock().seconds().add(inferred);
    timings.stockTyped().seconds().add(typed);
  }

  private void ours(List<Path> files, Timings timings) throws IOException {
    Path root = folder.resolve("lake");
    Path landing = root.resolve(LakePaths.LANDING_EVENTS).resolve("dt=" + DAY);
    Files.createDirectories(landing);
    for (Path file : files) {
      Files.createLink(landing.resolve(file.getFileName()), file);
    }
    Lake lake = new Lake(spark, LakeSettings.directory(root).uri());
    NightContext night = new NightContext(lake, settings, DAY);
    double bronze = time(() -> IngestEventsJob.run(night));
    List<CleanSummary> summary = new ArrayList<>();
    double silver = bronze + time(() -> summary.add(CleanEventsJob.run(night)));
    progress.say(summary.get(0).toString());
    delete(root);
    timings.bronze().seconds().add(bronze);
    timings.silver().seconds().add(silver);
  }

  private double time(Runnable work) {
    // What one contender leaves behind must not be collected at the other's cost.
    System.gc();
    long start = System.nanoTime();
    work.run();
    double seconds = (System.nanoTime() - start) / 1e9;
    progress.say(String.format(java.util.Locale.ROOT, "took %.2f s", seconds));
    return seconds;
  }

  /** One contender's seconds, a round each. */
  private record Timing(String name, List<Double> seconds) {
    Timing(String name) {
      this(name, new ArrayList<>());
    }

    /** The median of the rounds' ratios: what slows the machine for a while slows both. */
    double ratioTo(Timing other) {
      List<Double> ratios = new ArrayList<>();
      for (int round = 0; round < seconds.size(); round++) {
        ratios.add(seconds.get(round) / other.seconds.get(round));
      }
      return BenchReport.median(ratios);
    }
  }

  /** All contenders. */
  private record Timings(Timing stock, Timing stockTyped, Timing bronze, Timing silver) {
    Timings() {
      this(
          new Timing("stock read and write"),
          new Timing("stock read and write, schema given"),
          new Timing("to bronze"),
          new Timing("to silver"));
    }

    List<Timing> all() {
      return List.of(stock, stockTyped, bronze, silver);
    }
  }

  private static void delete(Path root) {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(root)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
