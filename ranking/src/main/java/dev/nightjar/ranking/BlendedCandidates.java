package dev.nightjar.ranking;

import dev.nightjar.contract.PersonOrder;
import dev.nightjar.contract.Source;
import java.util.Arrays;

/**
 * Candidates as one table: a row an item with its blended score and, for the explanation, the
 * normalised score of every source that proposed it. Not thread-safe; belongs to one request.
 */
final class BlendedCandidates {
  private static final Source[] BY_ORDINAL = Source.values();
  private static final int SOURCES = BY_ORDINAL.length;

  private final ItemScores totals = new ItemScores();
  private float[] bySource = new float[1024 * SOURCES];
  private int[] places = new int[1024 * SOURCES];
  private int[] bestPlaces = new int[1024];

  /** Empties the table. */
  void clear() {
    Arrays.fill(bySource, 0, totals.size() * SOURCES, 0);
    Arrays.fill(places, 0, totals.size() * SOURCES, 0);
    totals.clear();
  }

  /**
   * Notes that a source gives the item a normalised score, and what that adds to the blend.
   *
   * @param place the item's place in the source's list, from 1
   */
  void add(int item, int sourceOrdinal, int place, float normalized, float weighted) {
    int before = totals.size();
    int row = totals.add(item, weighted);
    if (row == bestPlaces.length) {
      bySource = Arrays.copyOf(bySource, bySource.length * 2);
      places = Arrays.copyOf(places, bySource.length);
      bestPlaces = Arrays.copyOf(bestPlaces, row * 2);
    }
    bySource[row * SOURCES + sourceOrdinal] = normalized;
    places[row * SOURCES + sourceOrdinal] = place;
    bestPlaces[row] = row == before ? place : Math.min(place, bestPlaces[row]);
  }

  int size() {
    return totals.size();
  }

  int item(int row) {
    return totals.item(row);
  }

  /** The blended score of a row. */
  float score(int row) {
    return totals.score(row);
  }

  /** The normalised score that a source gives a row, 0 when it did not propose it. */
  float score(int row, int sourceOrdinal) {
    return bySource[row * SOURCES + sourceOrdinal];
  }

  /** The place of a row in a source's list, from 1; 0 when the source did not propose it. */
  int place(int row, int sourceOrdinal) {
    return places[row * SOURCES + sourceOrdinal];
  }

  /** The best place that any source gives a row, from 1. */
  int bestPlace(int row) {
    return bestPlaces[row];
  }

  /** The source that gives most to the blended score of a row. */
  Source strongest(int row, BlendWeights weights) {
    Source strongest = Source.POPULAR;
    float most = Float.NEGATIVE_INFINITY;
    for (Source source : BY_ORDINAL) {
      float score = score(row, source.ordinal());
      float share = score * weights.weight(source.ordinal());
      if (score != 0 && share > most) {
        most = share;
        strongest = source;
      }
    }
    return strongest;
  }

  /** The sources that give a row a score, each by its {@linkplain PersonOrder#bit bit}. */
  int proposers(int row) {
    int proposers = 0;
    for (Source source : BY_ORDINAL) {
      proposers |= score(row, source.ordinal()) != 0 ? PersonOrder.bit(source) : 0;
    }
    return proposers;
  }

  /** The normalised scores of a row by source ordinal. */
  float[] scoresBySource(int row) {
    return Arrays.copyOfRange(bySource, row * SOURCES, (row + 1) * SOURCES);
  }
}
