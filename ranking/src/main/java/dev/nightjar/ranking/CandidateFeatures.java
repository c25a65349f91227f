package dev.nightjar.ranking;

import dev.nightjar.contract.ItemColumns;
import dev.nightjar.contract.OwnItems;
import dev.nightjar.contract.Source;
import dev.nightjar.contract.UserRecord;
import dev.nightjar.ranking.store.FeatureNames;
import dev.nightjar.ranking.store.Snapshot;
import java.util.ArrayList;
import java.util.List;

/**
 * What a learned ranker sees of a candidate, in the order of {@link FeatureNames}: what each source
 * says of it, how popular the item is and whether it rises, what the person did with it and with
 * its categories and whether it is due again, and how much is known of the person. The ranker is
 * trained on rows of this class and asked with rows of this class; there is no other. Unknown
 * values are NaN. Not thread-safe; belongs to one request.
 */
final class CandidateFeatures {
  private static final Source[] SOURCES = Source.values();
  private static final float[] UNKNOWN = {};
  private static final List<String> COLUMNS = ItemColumns.names();
  private static final int REPEAT_DAYS = COLUMNS.indexOf(ItemColumns.REPEAT_DAYS);
  private static final int PRICE = COLUMNS.indexOf(ItemColumns.PRICE);

  private final Snapshot snapshot;
  private final BlendedCandidates table;
  private final List<float[]> columns;
  private final OwnItems own;
  private final float[] categoryShare;
  private final float price;
  private final float[] person = new float[4];

  CandidateFeatures(ResolvedQuery query, BlendedCandidates table) {
    this.snapshot = query.snapshot();
    this.table = table;
    columns = new ArrayList<>(COLUMNS.size());
    for (String name : COLUMNS) {
      float[] column = snapshot.column(name);
      columns.add(column == null ? UNKNOWN : column);
    }
    UserRecord user = query.user();
    own = user == null ? OwnItems.NONE : user.own();
    categoryShare = categoryShare();
    price = price();
    describePerson(query.signals().length);
  }

  /** Fills {@code row} with the features of a row of the table. */
  void fill(int candidate, float[] row) {
    int at = 0;
    int sources = 0;
    for (int source = 0; source < SOURCES.length; source++) {
      int place = table.place(candidate, source);
      row[at++] = place == 0 ? Float.NaN : table.score(candidate, source);
      row[at++] = place == 0 ? Float.NaN : place;
      sources += place == 0 ? 0 : 1;
    }
    row[at++] = sources;
    row[at++] = table.score(candidate);
    int item = table.item(candidate);
    at = fillColumns(item, row, at);
    at = fillOwn(item, row, at);
    System.arraycopy(person, 0, row, at, person.length);
  }

  private int fillColumns(int item, float[] row, int from) {
    int at = from;
    for (float[] column : columns) {
      row[at++] = column == UNKNOWN ? Float.NaN : column[item];
    }
    // Rising or fading: the last days against the last weeks, the last week against ever.
    row[at++] = row[from + 1] / row[from + 4];
    row[at++] = row[from + 2] / row[from + 5];
    return at;
  }

  private int fillOwn(int item, float[] row, int from) {
    int at = from;
    int place = own.place(item);
    boolean met = place >= 0;
    row[at++] = met ? own.counts()[place] : 0;
    row[at++] = met ? own.days()[place] : 0;
    row[at++] = met ? own.decayed()[place] : 0;
    row[at++] = met ? own.daysSince()[place] : Float.NaN;
    float gap = met ? gap(place) : Float.NaN;
    row[at++] = gap;
    row[at++] = met ? own.daysSince()[place] / (Float.isNaN(gap) ? itemGap(item) : gap) : Float.NaN;
    row[at++] = column(PRICE, item) - price;
    float most = Float.NaN;
    float sum = 0;
    for (int i = snapshot.firstCategory(item); i < snapshot.endOfCategories(item); i++) {
      float share = categoryShare[snapshot.categoryAt(i)];
      most = share > most ? share : Float.isNaN(most) ? share : most;
      sum += share;
    }
    row[at++] = most;
    row[at++] = sum;
    return at;
  }

  /** Mean number of days between the person's days with an item; NaN after a single one. */
  private float gap(int place) {
    float times = own.days()[place] - 1;
    return times > 0 ? own.spans()[place] / times : Float.NaN;
  }

  /** Mean number of days between the days of all who came back to the item. */
  private float itemGap(int item) {
    return column(REPEAT_DAYS, item);
  }

  private float column(int number, int item) {
    float[] column = columns.get(number);
    return column == UNKNOWN ? Float.NaN : column[item];
  }

  /** The mean logarithm of what the person's own items cost; NaN when no price is known. */
  private float price() {
    float sum = 0;
    float total = 0;
    for (int i = 0; i < own.size(); i++) {
      float known = column(PRICE, own.items()[i]);
      float weight = own.decayed()[i];
      if (!Float.isNaN(known)) {
        sum += weight * known;
        total += weight;
      }
    }
    return total > 0 ? sum / total : Float.NaN;
  }

  /** The share of the person's own decayed count in each category. */
  private float[] categoryShare() {
    float[] shares = new float[snapshot.categoryCount()];
    float total = 0;
    for (int i = 0; i < own.size() && shares.length > 0; i++) {
      int item = own.items()[i];
      float weight = own.decayed()[i];
      total += weight;
      for (int c = snapshot.firstCategory(item); c < snapshot.endOfCategories(item); c++) {
        shares[snapshot.categoryAt(c)] += weight;
      }
    }
    if (total > 0) {
      for (int i = 0; i < shares.length; i++) {
        shares[i] /= total;
      }
    }
    return shares;
  }

  private void describePerson(int signals) {
    float events = 0;
    float idle = Float.NaN;
    for (int i = 0; i < own.size(); i++) {
      events += own.counts()[i];
      float days = own.daysSince()[i];
      idle = Float.isNaN(idle) || days < idle ? days : idle;
    }
    person[0] = own.size();
    person[1] = events;
    person[2] = idle;
    person[3] = signals;
  }
}
