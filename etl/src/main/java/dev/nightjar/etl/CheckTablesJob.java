package dev.nightjar.etl;

import dev.nightjar.etl.expectations.Breach;
import dev.nightjar.etl.expectations.Drift;
import dev.nightjar.etl.expectations.Expectation;
import dev.nightjar.etl.expectations.Expectations;
import dev.nightjar.etl.expectations.ExpectationsConfig;
import dev.nightjar.etl.expectations.Figures;
import dev.nightjar.etl.expectations.Judgement;
import dev.nightjar.etl.expectations.Profile;
import dev.nightjar.etl.rules.EtlConfig;
import dev.nightjar.etl.rules.IngestLimits;
import dev.nightjar.settings.Settings;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds the tables of a night against what is declared of them, before anything is published.
 * Writes its figures to gold.table_profile, which later nights are compared with.
 */
public final class CheckTablesJob {

  public static final String NAME = "check-tables";

  /**
   * What the job goes by.
   *
   * @param expectations declared rules
   * @param limits how much of the landing may be bad
   */
  public record Rules(Expectations expectations, IngestLimits limits) {
    /** The rules of a run. */
    public static Rules load(Settings settings) {
      return new Rules(ExpectationsConfig.load(settings), EtlConfig.limits(settings));
    }
  }

  private CheckTablesJob() {}

  public static void main(String[] args) {
    NightContext.main(args, NAME, CheckTablesJob::run);
  }

  /** The job within a night. */
  public static CheckSummary run(NightContext night) {
    return run(night.lake(), Rules.load(night.settings()), night.runDate());
  }

  /**
   * Measures and judges the night.
   *
   * @throws DataQualityException if something does not hold that stops a night; the figures are
   *     kept all the same
   */
  public static CheckSummary run(Lake lake, Rules rules, LocalDate runDate) {
    List<Expectation> declared = rules.expectations().ofTables();
    Profile profile = new Profile(lake, runDate);
    List<Figures> nights = profile.lastNights();
    Figures tonight = profile.measure(declared);
    profile.write(tonight);
    Judgement judgement = new Judgement(runDate, tonight, nights);
    List<Breach> breaches = new ArrayList<>(judgement.of(rules.limits()));
    breaches.addAll(judgement.of(declared));
    List<String> changed = Drift.lines(tonight, nights);
    List<Breach> stopping = breaches.stream().filter(b -> b.cause().stops()).toList();
    if (!stopping.isEmpty()) {
      throw new DataQualityException(profile.report(stopping, changed));
    }
    return new CheckSummary(
        runDate, declared.size(), breaches.stream().map(Breach::toString).toList(), changed);
  }
}
