package dev.nightjar.training.scoring;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Item factors of one model, as one flat array, to score every item exactly for a block of persons.
 * Items are ordered by their ids, so equal models give equal indexes. Immutable and serializable:
 * made to be broadcast and read by many threads at once. Costs {@code 4 * rank} bytes an item
 * beside the id.
 *
 * <p>The product of persons and items is worked out in tiles, after Goto and van de Geijn, "Anatomy
 * of High-Performance Matrix Multiplication" (2008): the factors of some items are read from memory
 * once for all persons of the block. Each factor of a tile is an array of its own, and the
 * innermost loop runs over four of them with one index, because of that the compiler makes vector
 * instructions; of eight, or of one array with four places, it does not.
 */
public final class ItemFactors implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Persons of a block that make the best of the processor's caches. */
  public static final int BLOCK = 32;

  /** Items of a tile: their 64 factors fit into the second cache, their scores into the first. */
  private static final int TILE = 1024;

  private static final int UNROLLED = 4;

  private final String[] ids;

  /** By tile, factor and item of the tile. */
  private final float[][][] tiles;

  private final int rank;

  /**
   * Takes ids in ascending order and their factors, row after row.
   *
   * @param ids item ids, ascending, without repeats
   * @param factors {@code ids.length * rank} numbers
   * @param rank number of factors an item
   */
  public ItemFactors(String[] ids, float[] factors, int rank) {
    if (rank < 1 || factors.length != ids.length * rank) {
      throw new IllegalArgumentException(
          ids.length + " items of rank " + rank + " do not fill " + factors.length + " factors");
    }
    for (int i = 1; i < ids.length; i++) {
      if (ids[i - 1].compareTo(ids[i]) >= 0) {
        throw new IllegalArgumentException(
            "item ids must ascend, but '" + ids[i] + "' follows '" + ids[i - 1] + "'");
      }
    }
    this.ids = ids;
    this.rank = rank;
    tiles = new float[(ids.length + TILE - 1) / TILE][rank][];
    for (int tile = 0; tile < tiles.length; tile++) {
      int from = tile * TILE;
      int length = Math.min(TILE, ids.length - from);
      for (int f = 0; f < rank; f++) {
        tiles[tile][f] = new float[length];
        for (int i = 0; i < length; i++) {
          tiles[tile][f][i] = factors[(from + i) * rank + f];
        }
      }
    }
  }

  /** Number of items. */
  public int size() {
    return ids.length;
  }

  /** Number of factors an item. */
  public int rank() {
    return rank;
  }

  /** The external id of an index. */
  public String id(int index) {
    return ids[index];
  }

  /** All external ids, in the order of their indexes. */
  public String[] ids() {
    return ids.clone();
  }

  /** A factor of the item with this index. */
  public float value(int index, int factor) {
    return tiles[index / TILE][factor][index % TILE];
  }

  /** The index of an external id, or -1 when the model does not know the item. */
  public int index(String id) {
    int at = Arrays.binarySearch(ids, id);
    return at >= 0 ? at : -1;
  }

  /** Takes the scores of a run of items for one person of a block. */
  public interface Tile {
    /**
     * @param person place of the person in the block
     * @param from index of the first item
     * @param to index after the last item
     * @param scores of these items, from place 0; used again for the next tile
     */
    void take(int person, int from, int to, float[] scores);
  }

  /** Writes the score of every item into {@code scores}, which has {@link #size} places. */
  public void scoreAll(float[] person, float[] scores) {
    scoreAll(
        new float[][] {person},
        1,
        (p, from, to, tile) -> System.arraycopy(tile, 0, scores, from, to - from));
  }

  /**
   * Works out the score of every item for each of some persons, a tile of items after the other and
   * of each the persons in their order.
   *
   * @param persons factors of the persons, each of length {@link #rank}
   * @param count how many of them are scored, from the first; best up to {@link #BLOCK}
   * @param into takes the scores
   */
  public void scoreAll(float[][] persons, int count, Tile into) {
    for (int p = 0; p < count; p++) {
      checkRank(persons[p]);
    }
    float[] scores = new float[TILE];
    for (int tile = 0; tile < tiles.length; tile++) {
      int from = tile * TILE;
      int to = Math.min(ids.length, from + TILE);
      for (int p = 0; p < count; p++) {
        scoreTile(persons[p], tiles[tile], scores, to - from);
        into.take(p, from, to, scores);
      }
    }
  }

  private void scoreTile(float[] person, float[][] tile, float[] scores, int length) {
    Arrays.fill(scores, 0, length, 0);
    int f = 0;
    for (; f + UNROLLED <= rank; f += UNROLLED) {
      addFour(person, f, tile, scores, length);
    }
    for (; f < rank; f++) {
      float own = person[f];
      float[] a = tile[f];
      for (int i = 0; i < length; i++) {
        scores[i] += own * a[i];
      }
    }
  }

  /** Four factors in one passage over the scores. */
  private static void addFour(float[] person, int f, float[][] tile, float[] scores, int length) {
    float[] a = tile[f];
    float[] b = tile[f + 1];
    float[] c = tile[f + 2];
    float[] d = tile[f + 3];
    float pa = person[f];
    float pb = person[f + 1];
    float pc = person[f + 2];
    float pd = person[f + 3];
    for (int i = 0; i < length; i++) {
      scores[i] += pa * a[i] + pb * b[i] + pc * c[i] + pd * d[i];
    }
  }

  private void checkRank(float[] person) {
    if (person.length != rank) {
      throw new IllegalArgumentException(
          "the person has " + person.length + " factors, the items have " + rank);
    }
  }
}
