package dev.nightjar.export.night;

import static org.apache.spark.sql.functions.col;

import dev.nightjar.etl.Lake;
import dev.nightjar.etl.NightContext;
import dev.nightjar.export.evaluation.CrossValidation;
import dev.nightjar.export.evaluation.LearnedOn;
import dev.nightjar.export.files.LakeFiles;
import dev.nightjar.export.report.EvaluationReport;
import dev.nightjar.export.report.Measured;
import dev.nightjar.export.report.Night;
import dev.nightjar.settings.CommandLine;
import dev.nightjar.training.ModelRegistry;
import dev.nightjar.training.TrainingWindow;
import dev.nightjar.training.tables.ModelMetrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code evaluate}: prints what the last night measured, or that of {@code --run-date}, and writes
 * it as a report for people, {@code reports/evaluation-DATE.html} and {@code .md} of the home. It
 * measures nothing itself, but with {@code --folds N} it cross-validates what that night learned.
 */
public final class EvaluateCommand {
  /** The command's name. */
  public static final String NAME = "evaluate";

  private static final String FOLDS = "folds";

  private EvaluateCommand() {}

  /** Runs the command of these arguments. */
  public static void run(String[] args) {
    CommandLine line = CommandLine.parse(args, Set.of(FOLDS), Set.of());
    Optional<Integer> folds = line.integer(FOLDS, 2, 100);
    try (Lake lake = Lake.open(line.settings(), "nightjar " + NAME)) {
      ReportReader reader = new ReportReader(lake);
      Optional<LocalDate> night = line.date("run-date").or(reader::latestNight);
      if (line.has("json")) {
        System.out.println(night.map(date -> StatusCommand.text(lake, date, true)).orElse("{}"));
      } else if (night.isEmpty()) {
        System.out.println("No night has run on " + lake.uri() + " yet.");
      } else if (folds.isPresent()) {
        NightContext context = new NightContext(lake, line.settings(), night.get());
        System.out.println(text(CrossValidation.of(context, folds.get())));
      } else {
        NightReport report = reader.read(night.get());
        System.out.println(QualityText.of(report));
        if (!report.metrics().isEmpty()) {
          write(EvaluationReport.of(night(lake, report)), night.get(), line.home());
        }
      }
    }
  }

  private static String text(List<CrossValidation> policies) {
    TextTable table = new TextTable("policy", "requests", "mean@20", "deviation", "folds");
    for (CrossValidation each : policies) {
      table.row(
          each.policy(),
          TextTable.count(each.requests()),
          number(each.mean()),
          number(each.deviation()),
          Arrays.stream(each.values())
              .mapToObj(EvaluateCommand::number)
              .collect(Collectors.joining(" ")));
    }
    return policies.isEmpty()
        ? "No policy has requests enough: a fold needs evaluation.min_tuning of them."
        : table.toString();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  static Night night(Lake lake, NightReport report) {
    return new Night(
        report.runDate(),
        measured(lake, report.runDate()),
        report.gate().map(EvaluateCommand::verdict).orElse(List.of()),
        importances(lake, report.runDate()));
  }

  private static List<Night.Importance> importances(Lake lake, LocalDate runDate) {
    List<Night.Importance> importances = new ArrayList<>();
    new ModelRegistry(lake)
        .latest(runDate)
        .flatMap(model -> LearnedOn.VALIDATION.find(LakeFiles.of(lake), model.version().id()))
        .ifPresent(
            blend ->
                blend
                    .policies()
                    .forEach(
                        (policy, learned) ->
                            learned
                                .importances()
                                .forEach(
                                    (feature, share) ->
                                        importances.add(
                                            new Night.Importance(policy, feature, share)))));
    return importances;
  }

  private static List<String> verdict(NightReport.Gate gate) {
    List<String> sentences = new ArrayList<>();
    sentences.add("The gate: snapshot " + gate.snapshot() + " is " + gate.decision() + ".");
    gate.reasons().forEach(reason -> sentences.add("The gate's reason: " + reason + "."));
    return sentences;
  }

  private static List<Measured> measured(Lake lake, LocalDate runDate) {
    return lake
        .readOrEmpty(ModelMetrics.TABLE)
        .where(col(ModelMetrics.RUN_DATE).equalTo(Date.valueOf(runDate)))
        .where(col(ModelMetrics.WINDOW).equalTo(TrainingWindow.TEST.id()))
        .select(
            ModelMetrics.RECOMMENDER,
            ModelMetrics.POLICY,
            ModelMetrics.SLICE,
            ModelMetrics.METRIC,
            ModelMetrics.K,
            ModelMetrics.VALUE,
            ModelMetrics.USERS)
        .collectAsList()
        .stream()
        .map(
            row ->
                new Measured(
                    row.getString(0),
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getInt(4),
                    row.getDouble(5),
                    row.getLong(6)))
        .toList();
  }

  private static void write(EvaluationReport.Written report, LocalDate runDate, Path home) {
    Path folder = home.resolve("reports").toAbsolutePath().normalize();
    Path html = folder.resolve("evaluation-" + runDate + ".html");
    Path markdown = folder.resolve("evaluation-" + runDate + ".md");
    try {
      Files.createDirectories(folder);
      Files.writeString(html, report.html());
      Files.writeString(markdown, report.markdown());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the report cannot be written to " + folder + "; choose another --home", e);
    }
    System.out.println("\nReport for a browser: " + html + "\nReport as Markdown: " + markdown);
  }
}
