package dev.nightjar.simulator;

/**
 * Something the shop offers.
 *
 * @param publishedDay the world's day on which it appears; negative before the first day
 * @param withdrawnDay the world's day from which it is gone
 * @param appeal its share of attention, Zipf-shaped over the catalogue
 * @param traits a direction of length 1 in taste space
 */
record Item(
    int index,
    String id,
    String title,
    Niche niche,
    int priceCents,
    int publishedDay,
    int withdrawnDay,
    double appeal,
    double[] traits) {

  /** Whether it can be looked at on a day. */
  boolean on(int day) {
    return publishedDay <= day && day < withdrawnDay;
  }

  Category category() {
    return niche.category();
  }
}
