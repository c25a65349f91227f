package dev.nightjar.simulator;

/** What a person does with an item, and the name of the event that tells it. */
enum Action {
  VIEW("Item Viewed"),
  CLICK("Item Clicked"),
  LIKE("Item Liked"),
  COMPLETE("Item Completed"),
  PURCHASE("Item Purchased"),
  RATE("Item Rated"),
  DISMISS("Item Dismissed"),
  RETURN("Item Returned");

  final String eventName;

  Action(String eventName) {
    this.eventName = eventName;
  }

  /** Whether it says that the person wants the item, or at least looked. */
  boolean positive() {
    return this != DISMISS && this != RETURN;
  }
}
