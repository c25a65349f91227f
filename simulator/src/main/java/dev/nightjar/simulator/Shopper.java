package dev.nightjar.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * A person's changing side: the taste of today, what was looked at lately, what was bought or
 * turned away, and whether they have logged in. Not thread-safe.
 */
final class Shopper {
  private static final int REMEMBERED_ITEMS = 30;

  private final Person person;
  private final Taste taste;
  private final List<Integer> seen = new ArrayList<>();
  private final List<Integer> owned = new ArrayList<>();
  private final TreeSet<Integer> rejected = new TreeSet<>();
  private boolean loggedIn;

  Shopper(WorldParams params, Taxonomy taxonomy, int index) {
    this.person = Person.of(params, index);
    this.taste = Taste.of(Streams.TASTE.of(params.seed(), index, 0), taxonomy.categories());
    this.loggedIn = person.membership() == Person.Membership.MEMBER;
  }

  Person person() {
    return person;
  }

  Taste taste() {
    return taste;
  }

  boolean loggedIn() {
    return loggedIn;
  }

  void logIn() {
    loggedIn = true;
  }

  /** Remembers an item looked at as the latest one. */
  void sees(int item) {
    seen.remove((Integer) item);
    seen.add(item);
    if (seen.size() > REMEMBERED_ITEMS) {
      seen.remove(0);
    }
  }

  void buys(int item) {
    owned.add(item);
  }

  /** Takes one bought item out, to give it back; -1 if nothing is left. */
  int givesBack(SplittableRandom random) {
    if (owned.isEmpty()) {
      return -1;
    }
    int item = owned.remove(random.nextInt(owned.size()));
    rejects(item);
    return item;
  }

  /** Never looks at this item again. */
  void rejects(int item) {
    rejected.add(item);
    seen.remove((Integer) item);
  }

  boolean rejected(int item) {
    return rejected.contains(item);
  }

  /** Items looked at lately that are still on offer, oldest first. */
  List<Integer> seenOn(Shelf shelf) {
    return seen.stream().filter(item -> shelf.attention(item) > 0).toList();
  }

  /**
   * How likely a return to something seen goes to each of {@code count} items, oldest first: the
   * weight grows in a straight line towards the latest.
   */
  static double[] recencyWeights(int count) {
    double[] weights = new double[count];
    for (int i = 0; i < count; i++) {
      weights[i] = (i + 1.0) / (count * (count + 1.0) / 2);
    }
    return weights;
  }
}
