package dev.nightjar.export.evaluation;

import dev.nightjar.contract.ItemColumns;
import dev.nightjar.contract.OwnItems;
import dev.nightjar.ranking.store.Snapshot;
import dev.nightjar.training.scoring.Calibration;
import dev.nightjar.training.scoring.Concentration;
import dev.nightjar.training.scoring.ListDiversity;
import dev.nightjar.training.scoring.Novelty;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * What is known of the items of one snapshot and makes lists of them novel, diverse, calibrated or
 * biased. What the snapshot does not hold (popularity, factors, categories) is absent. Immutable.
 */
final class ListTraits {
  /** The part of the items that is called the head: the most popular fifth. */
  private static final double HEAD = 0.2;

  private static final double[] NOTHING = {};

  private final BitSet available = new BitSet();
  private final int items;
  private final Optional<Novelty> novelty;
  private final Optional<ListDiversity> diversity;
  private final Optional<Calibration> calibration;
  private final double[] met;
  private final BitSet head;

  ListTraits(Snapshot snapshot) {
    items = snapshot.itemCount();
    for (int item = 0; item < items; item++) {
      available.set(item, snapshot.available(item));
    }
    float[] popularity = snapshot.column(ItemColumns.POPULAR_ALL);
    novelty = Optional.ofNullable(popularity).map(Novelty::new);
    met = popularity == null ? NOTHING : offered(widened(popularity));
    head = Concentration.head(met, HEAD);
    diversity = diversity(snapshot);
    calibration = calibration(snapshot);
  }

  /** How many items there are, those not offered too. */
  int items() {
    return items;
  }

  /**
   * Items that a list for somebody could have held without being right.
   *
   * @param barred what must not be recommended to them
   */
  int irrelevant(BitSet barred, int[] relevant) {
    BitSet wrong = (BitSet) available.clone();
    wrong.andNot(barred);
    for (int item : relevant) {
      wrong.clear(item);
    }
    return wrong.cardinality();
  }

  /** Shares of the categories in somebody's past; empty where nothing is known. */
  double[] past(OwnItems own) {
    return calibration.map(known -> known.shares(own.items(), own.decayed())).orElse(NOTHING);
  }

  /** Bits an item; NaN where unknown. */
  double novelty(int[] ranked, int k) {
    return novelty.map(known -> known.of(ranked, k)).orElse(Double.NaN);
  }

  /** How unlike each other the items are; NaN where unknown. */
  double diversity(int[] ranked, int k) {
    return diversity.map(known -> known.of(ranked, k)).orElse(Double.NaN);
  }

  /** How far the list's categories are from the past; NaN where unknown. */
  double calibrationError(double[] past, int[] ranked, int k) {
    return calibration.map(known -> known.error(past, ranked, k)).orElse(Double.NaN);
  }

  /** Gini coefficient of amounts an item, over the items offered. */
  double gini(double[] amounts) {
    return Concentration.gini(offered(amounts));
  }

  /** Share of amounts that goes to the head of the items offered; NaN without popularity. */
  double headShare(double[] amounts) {
    return met.length == 0 ? Double.NaN : Concentration.share(offered(amounts), head);
  }

  /** Gini coefficient of what was met in the log. */
  double giniOfLog() {
    return Concentration.gini(met);
  }

  /** Share of what was met in the log that the head has. */
  double headShareOfLog() {
    return Concentration.share(met, head);
  }

  private double[] offered(double[] amounts) {
    return available.stream().mapToDouble(item -> amounts[item]).toArray();
  }

  private static double[] widened(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i] > 0 ? values[i] : 0;
    }
    return wide;
  }

  private static Optional<ListDiversity> diversity(Snapshot snapshot) {
    List<float[]> columns = new ArrayList<>();
    for (float[] column = snapshot.column(ItemColumns.factor(0));
        column != null;
        column = snapshot.column(ItemColumns.factor(columns.size()))) {
      columns.add(column);
    }
    return columns.isEmpty() ? Optional.empty() : Optional.of(new ListDiversity(columns));
  }

  private static Optional<Calibration> calibration(Snapshot snapshot) {
    if (snapshot.categoryCount() == 0) {
      return Optional.empty();
    }
    int[][] categories = new int[snapshot.itemCount()][];
    for (int item = 0; item < categories.length; item++) {
      int first = snapshot.firstCategory(item);
      categories[item] = new int[snapshot.endOfCategories(item) - first];
      for (int i = 0; i < categories[item].length; i++) {
        categories[item][i] = snapshot.categoryAt(first + i);
      }
    }
    return Optional.of(new Calibration(categories, snapshot.categoryCount()));
  }
}
