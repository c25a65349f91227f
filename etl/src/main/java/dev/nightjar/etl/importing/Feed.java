package dev.nightjar.etl.importing;

import dev.nightjar.contract.LakePaths;

/** Which half of the landing zone a row goes to. */
enum Feed {
  EVENTS("events", LakePaths.LANDING_EVENTS),
  ITEMS("items", LakePaths.LANDING_ITEMS);

  private final String key;
  private final String folder;

  Feed(String key, String folder) {
    this.key = key;
    this.folder = folder;
  }

  /** The word that stands in mapping files and in the rows on their way to the landing zone. */
  String key() {
    return key;
  }

  /** Folder relative to the lake's root. */
  String folder() {
    return folder;
  }

  static Feed of(String key) {
    return key.equals(ITEMS.key) ? ITEMS : EVENTS;
  }
}
