package dev.nightjar.etl.landing;

import dev.nightjar.contract.LakePaths;
import dev.nightjar.etl.LakeTable;
import dev.nightjar.etl.expectations.RowChecks;
import dev.nightjar.etl.tables.BronzeItems;
import dev.nightjar.etl.tables.Events;
import dev.nightjar.etl.tables.RunAccounting;

/**
 * One kind of landed line and where it goes.
 *
 * @param name as in the accounting
 * @param landing folder, relative to the root of the lake
 * @param table bronze table of the lines taken
 * @param parser of one line
 * @param maxLineBytes longest line
 * @param takeOpenDays whether days are taken that a collector has not closed
 */
public record Feed(
    String name,
    String landing,
    LakeTable table,
    LineParser parser,
    int maxLineBytes,
    boolean takeOpenDays) {

  /** The event log. */
  public static Feed events(
      EventParser parser, RowChecks checks, int maxLineBytes, boolean takeOpenDays) {
    return new Feed(
        RunAccounting.FEED_EVENTS,
        LakePaths.LANDING_EVENTS,
        Events.TABLE,
        CheckedParser.of(parser, checks),
        maxLineBytes,
        takeOpenDays);
  }

  /** The catalogue. */
  public static Feed items(ItemParser parser, RowChecks checks, int maxLineBytes) {
    return new Feed(
        RunAccounting.FEED_ITEMS,
        LakePaths.LANDING_ITEMS,
        BronzeItems.TABLE,
        CheckedParser.of(parser, checks),
        maxLineBytes,
        true);
  }

  /** For lines that are not landed yet. */
  public LineCheck check() {
    return new LineCheck(parser, maxLineBytes);
  }
}
