package dev.nightjar.export.gate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.nightjar.etl.Lake;
import dev.nightjar.export.tables.Promotions;
import dev.nightjar.settings.ConfigurationException;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What was decided of each snapshot, in gold.promotions: by the gate and, where somebody thought
 * better, by a person. Both stay on record; the person's word counts.
 */
public final class Decisions {
  private final Lake lake;

  /** The decisions of a lake. */
  public Decisions(Lake lake) {
    this.lake = lake;
  }

  /**
   * A person's decision to let a snapshot go live that the gate refused.
   *
   * @param by who decides, as they want to stand in the table
   * @param reason why, for whoever asks later
   */
  public record Override(String by, String reason, Instant at) {
    /** Both must be said. */
    public Override {
      if (by.isBlank() || reason.isBlank()) {
        throw new ConfigurationException(
            "an override needs --by NAME and --reason TEXT: both stay in gold.promotions");
      }
    }
  }

  /** Whether a row's snapshot may go live, a person's word counting more than the gate's. */
  static Column isPromoted() {
    return col(Promotions.OVERRIDDEN_BY)
        .isNotNull()
        .or(col(Promotions.DECISION).equalTo(Promotions.PROMOTED));
  }

  /** What holds for a snapshot; nothing if it was never judged. */
  public Optional<PromotionDecision> find(String snapshotId) {
    return row(snapshotId)
        .map(
            row -> {
              List<String> reasons = new ArrayList<>(row.<String>getList(2));
              if (!row.isNullAt(3)) {
                reasons.add(
                    "the gate said "
                        + row.getString(1)
                        + ", overridden by "
                        + row.getString(3)
                        + ": "
                        + row.getString(4));
              }
              boolean promoted = !row.isNullAt(3) || row.getString(1).equals(Promotions.PROMOTED);
              return new PromotionDecision(promoted, reasons);
            });
  }

  /** Puts a person's decision beside the gate's. */
  public void override(String snapshotId, Override override) {
    Row row =
        row(snapshotId)
            .orElseThrow(
                () ->
                    new ConfigurationException(
                        "snapshot "
                            + snapshotId
                            + " was not judged, or its night was run again since; 'snapshots list'"
                            + " names those there are"));
    if (!row.isNullAt(3) || row.getString(1).equals(Promotions.PROMOTED)) {
      throw new ConfigurationException(
          "snapshot " + snapshotId + " is promoted; 'snapshots rollback' makes it live again");
    }
    LocalDate night = ((Date) row.get(0)).toLocalDate();
    Column isMeant = col(Promotions.SNAPSHOT_ID).equalTo(snapshotId);
    Dataset<Row> rows =
        rows()
            .where(col(Promotions.RUN_DATE).equalTo(lit(Date.valueOf(night))))
            .withColumn(
                Promotions.OVERRIDDEN_BY,
                when(isMeant, override.by()).otherwise(col(Promotions.OVERRIDDEN_BY)))
            .withColumn(
                Promotions.OVERRIDE_REASON,
                when(isMeant, override.reason()).otherwise(col(Promotions.OVERRIDE_REASON)))
            .withColumn(
                Promotions.OVERRIDDEN_AT,
                when(isMeant, lit(Timestamp.from(override.at())))
                    .otherwise(col(Promotions.OVERRIDDEN_AT)))
            .localCheckpoint();
    lake.replaceRunDate(Promotions.TABLE, rows, night);
  }

  /** All decisions; a table of an older program knows of no person's. */
  Dataset<Row> rows() {
    return lake.readOrEmpty(Promotions.TABLE);
  }

  /** What a person decided of a snapshot, so that the gate, run again, does not forget it. */
  Optional<Override> overrideOf(String snapshotId) {
    return row(snapshotId)
        .filter(row -> !row.isNullAt(3))
        .map(
            row ->
                new Override(
                    row.getString(3), row.getString(4), ((Timestamp) row.get(5)).toInstant()));
  }

  private Optional<Row> row(String snapshotId) {
    return rows()
        .where(col(Promotions.SNAPSHOT_ID).equalTo(snapshotId))
        .select(
            Promotions.RUN_DATE,
            Promotions.DECISION,
            Promotions.REASONS,
            Promotions.OVERRIDDEN_BY,
            Promotions.OVERRIDE_REASON,
            Promotions.OVERRIDDEN_AT)
        .collectAsList()
        .stream()
        .findFirst();
  }
}
