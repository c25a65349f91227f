package dev.nightjar.export.candidates;

import dev.nightjar.training.scoring.ItemFactors;
import dev.nightjar.training.scoring.NeighborIndex;
import java.io.Serializable;
import java.util.BitSet;

/**
 * What scores the items of one window for a person. Immutable and serializable: broadcast once a
 * window, read by every task.
 *
 * @param items the snapshot's items
 * @param factors the window's item factors, empty when nothing could be trained
 * @param neighbors the window's neighbours, in the numbering of the items
 * @param transitions what comes after an item in the window, in the same numbering
 * @param content the items with like texts, in the same numbering
 * @param newcomers indexes of items that hardly anybody could meet yet
 */
public record ScoringModel(
    ItemIndex items,
    ItemFactors factors,
    NeighborIndex neighbors,
    NeighborIndex transitions,
    NeighborIndex content,
    BitSet newcomers)
    implements Serializable {

  /** The snapshot's index of each item of the factors. */
  int[] factorItems() {
    int[] indexes = new int[factors.size()];
    for (int i = 0; i < indexes.length; i++) {
      indexes[i] = items.index(factors.id(i));
    }
    return indexes;
  }
}
