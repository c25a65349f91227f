package dev.nightjar.simulator;

import java.util.ArrayList;
import java.util.List;

/**
 * The world itself: a catalogue and its people, lived through day by day from the first. What
 * happens is told to an observer; nothing is kept. Each call of {@link #live} begins again.
 */
final class World {

  /** Hears what happens, in order. */
  interface Observer {
    /** A day begins; the shoppers are as they are before its first visit. */
    default void morning(int day, Shelf shelf, List<Shopper> shoppers) {}

    /** A visit is over. */
    default void visited(int day, Visit visit) {}

    /** A day is over. */
    default void evening(int day, Shelf shelf) {}
  }

  private final WorldParams params;
  private final Catalogue catalogue;
  private final Choices choices;

  World(WorldParams params) {
    this.params = params;
    this.catalogue = Catalogue.of(params);
    this.choices = new Choices(catalogue);
  }

  WorldParams params() {
    return params;
  }

  Catalogue catalogue() {
    return catalogue;
  }

  Oracle oracle() {
    return new Oracle(choices);
  }

  /** Lives all days. */
  void live(Observer observer) {
    List<Shopper> shoppers = new ArrayList<>(params.users());
    for (int i = 0; i < params.users(); i++) {
      shoppers.add(new Shopper(params, catalogue.taxonomy(), i));
    }
    Visits visits = new Visits(params, choices);
    for (int day = 0; day < params.days(); day++) {
      Shelf shelf = Shelf.of(params.seed(), catalogue, day);
      for (int i = 0; day > 0 && i < shoppers.size(); i++) {
        shoppers.get(i).taste().drift(Streams.TASTE.of(params.seed(), i, day));
      }
      observer.morning(day, shelf, shoppers);
      for (Shopper shopper : shoppers) {
        if (day >= shopper.person().joinDay()) {
          for (Visit visit : visits.of(shopper, shelf, day)) {
            observer.visited(day, visit);
          }
        }
      }
      observer.evening(day, shelf);
    }
  }
}
