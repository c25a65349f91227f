package dev.nightjar.etl.expectations;

/** What the owner of the data can do, by kind of rule. */
final class Advice {

  static final String LIMIT =
      "see bin/nightjar quarantine list; land the files again under new names, or let the night go"
          + " on with --set %s=1";

  private static final String OR_CHANGE = ", or change the rule in the file of expectations";

  private Advice() {}

  static String of(Check check) {
    return switch (check.kind()) {
      case "rows" ->
          "see whether the day landed whole (bin/nightjar status) and land what is missing"
              + OR_CHANGE;
      case "nulls" ->
          "ask the sender why the field is gone; if that is meant, take the column out of the rule";
      case "fresh" -> "see why nothing new lands" + OR_CHANGE;
      case "unique" ->
          "see the examples; two rows for one key are a fault of the job that writes it";
      default -> "mend the rows at their sender and land them again" + OR_CHANGE;
    };
  }
}
