package dev.nightjar.etl;

import static org.apache.spark.sql.functions.col;

import dev.nightjar.etl.cleaning.Cleaning;
import dev.nightjar.etl.tables.Interactions;
import dev.nightjar.etl.tables.PersonDays;
import java.time.LocalDate;
import java.util.Locale;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/**
 * Who and what stands out of some days: keys on which a job may lean, or that a sender floods.
 *
 * @param robotDays days of people that were taken for a robot's
 * @param cutDays days of people of which a part was beyond the cap
 * @param person who did most, counted in events, suppressed ones and repeats included
 * @param item what most interactions are about
 */
public record HotKeys(long robotDays, long cutDays, Key person, Key item) {

  static final HotKeys NONE = new HotKeys(0, 0, Key.NONE, Key.NONE);

  /**
   * The most frequent of all keys.
   *
   * @param id of equally frequent ones the last by name; empty if there is none
   * @param times how often it occurs
   * @param of how often all occur together
   */
  public record Key(String id, long times, long of) {

    static final Key NONE = new Key("", 0, 0);

    /** Its share of all, 0 to 1. */
    public double share() {
      return of == 0 ? 0 : (double) times / of;
    }

    private static Key of(Row row, int column) {
      return row.isNullAt(column)
          ? NONE
          : new Key(row.getString(column), row.getLong(column + 1), row.getLong(column + 2));
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%s %d of %d (%.1f %%)", id, times, of, 100 * share());
    }
  }

  /** Those of silver, from one event day to another. */
  public static HotKeys of(Lake lake, LocalDate first, LocalDate last) {
    Column isWithin = col(PersonDays.EVENT_DATE).between(first, last);
    Row paces = Cleaning.paces(lake.readOrEmpty(PersonDays.TABLE).where(isWithin)).head();
    Row item = Cleaning.hottestItem(lake.readOrEmpty(Interactions.TABLE).where(isWithin)).head();
    return paces.isNullAt(0)
        ? NONE
        : new HotKeys(paces.getLong(0), paces.getLong(1), Key.of(paces, 2), Key.of(item, 0));
  }
}
