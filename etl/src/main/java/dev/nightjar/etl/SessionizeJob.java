package dev.nightjar.etl;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import dev.nightjar.etl.cleaning.AffectedDays;
import dev.nightjar.etl.features.Sessionization;
import dev.nightjar.etl.rules.CleaningRules;
import dev.nightjar.etl.rules.EtlConfig;
import dev.nightjar.etl.rules.SessionRules;
import dev.nightjar.etl.tables.Interactions;
import dev.nightjar.etl.tables.RunAccounting;
import dev.nightjar.etl.tables.Sessions;
import dev.nightjar.settings.Settings;
import java.time.LocalDate;
import java.util.NavigableMap;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Writes silver.sessions for the days that the night's cleaning has rebuilt, and the day before
 * them, whose last sessions may reach into the first rebuilt day.
 */
public final class SessionizeJob {

  public static final String NAME = "sessionize";

  /** Commits of silver.interactions that are looked at: those of one run, and of failed ones. */
  private static final int COMMITS = 100;

  private static final String SESSIONS = "sessions";
  private static final String SEEN = "silver.interactions@";

  /**
   * What the job goes by.
   *
   * @param sessions what a session is
   * @param cleaning which days the night's arrivals reach
   */
  public record Rules(SessionRules sessions, CleaningRules cleaning) {

    /** The rules of a run. */
    public static Rules load(Settings settings) {
      return new Rules(EtlConfig.sessions(settings), EtlConfig.cleaning(settings));
    }
  }

  private SessionizeJob() {}

  public static void main(String[] args) {
    NightContext.main(args, NAME, SessionizeJob::run);
  }

  /** The job within a night. */
  public static SessionSummary run(NightContext night) {
    return run(night.lake(), Rules.load(night.settings()), night.runDate());
  }

  /** Rebuilds the sessions of the days that the night reaches. */
  public static SessionSummary run(Lake lake, Rules rules, LocalDate runDate) {
    Optional<AffectedDays> affected =
        AffectedDays.of(
            new Accounting(lake, RunAccounting.FEED_EVENTS, runDate).read(), rules.cleaning());
    if (affected.isEmpty()) {
      lake.createIfMissing(Sessions.TABLE);
      return new SessionSummary(runDate, 0);
    }
    Dataset<Row> interactions = lake.read(Interactions.TABLE);
    NavigableMap<Long, String> commits = lake.notes(Interactions.TABLE, COMMITS);
    AffectedDays days = withDaysRebuilt(affected.get(), commits, lake.notes(Sessions.TABLE, 1));
    LocalDate from = days.from().minusDays(1);
    LocalDate to = days.to();
    // A day more on both sides, so that a session across midnight is seen whole.
    Dataset<Row> read =
        interactions.where(col(Interactions.EVENT_DATE).between(from.minusDays(1), to.plusDays(1)));
    Column rebuilt = col(Sessions.EVENT_DATE).between(from, to);
    RowCounts written = new RowCounts();
    Dataset<Row> sessions =
        read.transform(rows -> Sessionization.perSession(rows, rules.sessions())).where(rebuilt);
    lake.replace(
        Sessions.TABLE,
        written.count(sessions, count(lit(1)).as(SESSIONS)),
        "event_date >= '" + from + "' AND event_date <= '" + to + "'",
        SEEN + commits.lastKey());
    return new SessionSummary(runDate, written.of(SESSIONS));
  }

  /** A log-in may have changed older days than the night's lines reach: the commits say which. */
  private static AffectedDays withDaysRebuilt(
      AffectedDays days, NavigableMap<Long, String> commits, NavigableMap<Long, String> own) {
    String note = own.isEmpty() ? "" : own.lastEntry().getValue();
    long seen = note.startsWith(SEEN) ? Long.parseLong(note.substring(SEEN.length())) : -1;
    AffectedDays rebuilt = days;
    for (String predicate : commits.tailMap(seen, false).values()) {
      rebuilt = rebuilt.coveringPredicate(predicate);
    }
    return rebuilt;
  }
}
