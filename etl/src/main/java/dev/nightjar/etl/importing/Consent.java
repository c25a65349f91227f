package dev.nightjar.etl.importing;

/** Who vouches for consent when the rows of an import carry none. */
enum Consent {
  /** Whoever imports: rows without a consent object are landed with every purpose granted. */
  GRANTED("granted"),
  /** Nobody: rows keep the consent object that they have, or none. */
  FROM_EVENTS("from-events");

  private final String key;

  Consent(String key) {
    this.key = key;
  }

  /** The word that stands in a mapping file. */
  String key() {
    return key;
  }
}
