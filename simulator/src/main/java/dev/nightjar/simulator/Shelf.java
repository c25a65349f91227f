package dev.nightjar.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What is on offer on one day, by niche, with the attention that each item draws from anyone: its
 * appeal, more while it is new. Also which niches are the talk of these days. Immutable.
 */
final class Shelf {
  private static final double NEWNESS_BOOST = 2.5;
  private static final double NEWNESS_DAYS = 5;
  private static final int TALK_DAYS = 3;
  private static final int TALK_NICHES = 4;
  private static final double TALK_BOOST = 6;

  private final int day;
  private final int[] all;
  private final double[] attention;
  private final int[][] byNiche;
  private final double[] usual;
  private final double[] heat;

  private Shelf(int day, int[] all, double[] attention, int[][] byNiche, Interest interest) {
    this.day = day;
    this.all = all;
    this.attention = attention;
    this.byNiche = byNiche;
    this.usual = interest.usual();
    this.heat = interest.heat();
  }

  private record Interest(double[] usual, double[] heat) {}

  static Shelf of(long seed, Catalogue catalogue, int day) {
    List<Item> items = catalogue.items();
    double[] attention = new double[items.size()];
    List<Integer> on = new ArrayList<>();
    List<List<Integer>> niches = new ArrayList<>();
    catalogue.taxonomy().niches().forEach(niche -> niches.add(new ArrayList<>()));
    for (Item item : items) {
      if (item.on(day)) {
        on.add(item.index());
        niches.get(item.niche().index()).add(item.index());
        double age = day - item.publishedDay();
        attention[item.index()] =
            item.appeal() * (1 + NEWNESS_BOOST * StrictMath.exp(-age / NEWNESS_DAYS));
      }
    }
    int[][] byNiche = niches.stream().map(Shelf::ints).toArray(int[][]::new);
    return new Shelf(day, ints(on), attention, byNiche, interest(seed, catalogue, day, byNiche));
  }

  private static Interest interest(long seed, Catalogue catalogue, int day, int[][] byNiche) {
    SplittableRandom random = Streams.HEAT.of(seed, 0, Math.floorDiv(day, TALK_DAYS));
    double[] usual = new double[byNiche.length];
    for (Niche niche : catalogue.taxonomy().niches()) {
      usual[niche.index()] = byNiche[niche.index()].length > 0 ? niche.category().weight() : 0;
    }
    double[] heat = usual.clone();
    for (int i = 0; i < TALK_NICHES; i++) {
      heat[random.nextInt(heat.length)] *= TALK_BOOST;
    }
    return new Interest(usual, heat);
  }

  private static int[] ints(List<Integer> list) {
    return list.stream().mapToInt(Integer::intValue).toArray();
  }

  int day() {
    return day;
  }

  /** All items on offer. */
  int[] all() {
    return all;
  }

  /** The items of a niche on offer. */
  int[] niche(int niche) {
    return byNiche[niche];
  }

  int niches() {
    return byNiche.length;
  }

  /** The attention an item draws today from anyone; 0 when it is not on offer. */
  double attention(int item) {
    return attention[item];
  }

  /** The crowd's weights of niches, whatever the talk of the day. */
  double[] usual() {
    return usual;
  }

  /** Weights of niches for a visit that follows the talk of the day. */
  double[] heat() {
    return heat;
  }

  /** Attention of the given items, in their order. */
  double[] attentions(int[] items) {
    double[] weights = new double[items.length];
    for (int i = 0; i < items.length; i++) {
      weights[i] = attention[items[i]];
    }
    return weights;
  }
}
