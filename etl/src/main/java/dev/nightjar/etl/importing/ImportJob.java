package dev.nightjar.etl.importing;

import dev.nightjar.etl.DataQualityException;
import dev.nightjar.etl.Lake;
import dev.nightjar.etl.rules.EventMappingConfig;
import dev.nightjar.settings.CommandLine;
import dev.nightjar.settings.ConfigurationException;
import dev.nightjar.settings.ExitCodes;
import dev.nightjar.settings.Progress;
import dev.nightjar.settings.Settings;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.SparkException;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Lands files of any shape through a mapping: every row under the day on which it happened, so that
 * history is never late. Rows that cannot be mapped are counted by rule first; when they are too
 * many, nothing is landed. Landing the same rows twice changes nothing.
 */
public final class ImportJob {

  /** The command's name. */
  public static final String NAME = "import";

  private static final int ROWS_A_TASK = 50_000;
  private static final int MAX_TASKS = 400;

  private ImportJob() {}

  /** Runs {@code import MAPPING PATH... [--day D] [--dry-run] [--json]}. */
  public static void main(String[] args) {
    ExitCodes.exit(() -> run(args));
  }

  private static void run(String[] args) {
    CommandLine line = CommandLine.parse(args, Set.of("day"), Set.of("dry-run"));
    List<String> words = new ArrayList<>(line.positional());
    if (!words.isEmpty() && words.get(0).equals(NAME)) {
      words.remove(0);
    }
    if (words.size() < 2) {
      throw new ConfigurationException(
          "import needs a mapping and at least one file or folder, such as: import"
              + " conf/import/example.conf purchases.csv");
    }
    Settings settings = line.settings();
    ImportRequest request =
        new ImportRequest(
            Path.of(words.get(0)),
            words.subList(1, words.size()),
            line.date("day"),
            line.has("dry-run") ? Optional.of(NightTrial.load(settings)) : Optional.empty(),
            EventMappingConfig.load(settings).events());
    // A mistake in the mapping should not wait for Spark to start.
    MappingReader.read(request.mapping());
    try (Lake lake = Lake.open(settings, "nightjar-import")) {
      ImportSummary summary = run(lake, request, new Progress());
      System.out.print(line.has("json") ? summary.json() + "\n" : summary.text());
    }
  }

  /**
   * Runs one import.
   *
   * @throws DataQualityException if more rows than the mapping allows cannot be mapped, or a file
   *     cannot be read to its end; nothing is landed then
   * @throws ConfigurationException if the mapping does not fit the files
   */
  public static ImportSummary run(Lake lake, ImportRequest request, Progress progress) {
    ImportMapping mapping = MappingReader.read(request.mapping());
    SparkSession spark = session(lake);
    SourceFiles files =
        SourceFiles.find(mapping, request.paths(), spark.sparkContext().hadoopConfiguration());
    progress.stage("map " + files.count() + " files", 1, 2, Optional.of("land"));
    Dataset<Row> mapped = checked(() -> mapped(spark, mapping, files));
    mapped.persist(StorageLevel.MEMORY_AND_DISK());
    try {
      ImportTally tally = checked(() -> ImportTally.of(mapped, request.meanings()));
      if (request.trial().isPresent()) {
        Map<String, ImportSummary.Refused> refused =
            request.trial().get().refused(RowLanding.lines(mapped, dayToTry(tally, request)));
        ImportSummary.Sample sample =
            new ImportSummary.Sample(
                ImportSample.tenRows(mapped, new TreeSet<>(files.byInput().keySet()), mapping),
                tally.counts().events(),
                tally.counts().items(),
                refused);
        return summary(files, tally, ImportSummary.Landed.NOTHING, Optional.of(sample));
      }
      Optional<String> refusal = tally.refusal(mapping.maxErrorShare());
      if (refusal.isPresent()) {
        throw new DataQualityException(refusal.get());
      }
      progress.stage("land " + tally.counts().accepted() + " rows", 2, 2);
      return summary(files, tally, land(lake, mapped, tally, request), Optional.empty());
    } finally {
      mapped.unpersist();
    }
  }

  /** A session of its own: a text that is no number has to become null, not a failed job. */
  private static SparkSession session(Lake lake) {
    SparkSession spark = lake.spark().newSession();
    spark.conf().set("spark.sql.ansi.enabled", "false");
    // Many small files share a task: a day a file is common, and a task costs more than opening
    // one.
    spark.conf().set("spark.sql.files.openCostInBytes", "65536");
    // Mapped rows are cached once and read twice; packing them costs more than it saves.
    spark.conf().set("spark.sql.inMemoryColumnarStorage.compressed", "false");
    // A pattern that does not fit a text gives null, and not a query for the days of Spark 2.
    spark.conf().set("spark.sql.legacy.timeParserPolicy", "CORRECTED");
    return spark;
  }

  private static Dataset<Row> mapped(SparkSession spark, ImportMapping mapping, SourceFiles files) {
    SourceReader reader = new SourceReader(spark);
    List<Dataset<Row>> parts = new ArrayList<>();
    for (Map.Entry<Integer, List<String>> entry : files.byInput().entrySet()) {
      int index = entry.getKey();
      InputMapping input = mapping.inputs().get(index);
      // Spark fixes the zone of an expression when it is built, so each input can have its own.
      spark.conf().set("spark.sql.session.timeZone", input.rows().times().zone().getId());
      RowMapping rows = new RowMapping(input, index, mapping.consent());
      for (Dataset<Row> source : reader.read(input, entry.getValue())) {
        parts.addAll(
            input.source().format() == SourceFormat.LANDED
                ? List.of(LandedLines.map(source, input, index))
                : rows.map(source, mapping.words()));
      }
    }
    return parts.stream().reduce(Dataset::unionByName).orElseThrow();
  }

  /** Tells faults of the mapping and of the files from faults of the program. */
  private static <T> T checked(SparkCall<T> call) {
    try {
      return call.run();
    } catch (AnalysisException e) {
      throw new ConfigurationException(
          "the mapping's expressions cannot be used together: " + e.getMessage(), e);
    } catch (SparkException e) {
      throw SourceReader.unreadable(e)
          .<RuntimeException>map(DataQualityException::new)
          .orElseGet(() -> new IllegalStateException("Spark failed: " + e.getMessage(), e));
    }
  }

  private static ImportSummary.Landed land(
      Lake lake, Dataset<Row> mapped, ImportTally tally, ImportRequest request) {
    SparkSession spark = lake.spark();
    LandingWriter writer =
        new LandingWriter(
            lake.uri(), new SerializableConfiguration(spark.sparkContext().hadoopConfiguration()));
    int cores = spark.sparkContext().defaultParallelism();
    int tasks =
        (int)
            Math.min(MAX_TASKS, Math.max(4L * cores, tally.counts().accepted() / ROWS_A_TASK + 1));
    Dataset<Row> lines = RowLanding.lines(mapped, day(tally, request));
    List<Row> files = writer.write(lines, tasks).collectAsList();
    return RowLanding.landed(files);
  }

  /** The day of lines that have none. */
  private static LocalDate day(ImportTally tally, ImportRequest request) {
    return tally.span().first().or(request::day).orElseGet(() -> noDay(tally));
  }

  /** A dry run goes on without a day, because no rule of a record asks for it. */
  private static LocalDate dayToTry(ImportTally tally, ImportRequest request) {
    return tally.span().first().or(request::day).orElse(LocalDate.EPOCH);
  }

  /** Only reached where no line needs a day, else the caller has to give one. */
  private static LocalDate noDay(ImportTally tally) {
    if (tally.span().withoutDay() > 0) {
      throw new ConfigurationException(
          tally.span().withoutDay()
              + " rows have no time and there are no events to go by; say on which day they land"
              + " with --day YYYY-MM-DD");
    }
    return LocalDate.EPOCH;
  }

  private static ImportSummary summary(
      SourceFiles files,
      ImportTally tally,
      ImportSummary.Landed landed,
      Optional<ImportSummary.Sample> sample) {
    return new ImportSummary(
        files.count(),
        files.leftOut(),
        new ImportSummary.Rows(
            tally.counts().rows(),
            tally.counts().keptOut(),
            tally.errors(),
            tally.examples(),
            tally.unmapped(),
            tally.span().first().map(LocalDate::toString).orElse(""),
            tally.span().last().map(LocalDate::toString).orElse("")),
        landed,
        sample);
  }
}
