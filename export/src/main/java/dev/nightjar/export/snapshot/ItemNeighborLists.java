package dev.nightjar.export.snapshot;

import dev.nightjar.contract.ScoredItems;
import dev.nightjar.export.candidates.ItemIndex;
import dev.nightjar.training.scoring.NeighborIndex;
import dev.nightjar.training.scoring.Ranked;
import java.util.Arrays;

/**
 * The neighbours of each item, or what comes after it, in the snapshot's numbering, best first,
 * with the scores of the model: a session adds them up over its items. Not thread-safe.
 */
final class ItemNeighborLists {
  private final ItemIndex items;
  private final NeighborIndex.Scorer scorer;
  private final int most;

  ItemNeighborLists(ItemIndex items, NeighborIndex neighbors, int most) {
    this.items = items;
    this.scorer = neighbors.scorer();
    this.most = most;
  }

  ScoredItems of(int item) {
    Ranked ranked = scorer.topK(new int[] {item}, new float[] {1}, most, null);
    int[] indexes = new int[ranked.size()];
    float[] scores = new float[ranked.size()];
    int size = 0;
    for (int i = 0; i < ranked.size(); i++) {
      int neighbor = ranked.items()[i];
      if (items.available(neighbor)) {
        indexes[size] = neighbor;
        scores[size++] = ranked.scores()[i];
      }
    }
    return new ScoredItems(Arrays.copyOf(indexes, size), Arrays.copyOf(scores, size));
  }
}
