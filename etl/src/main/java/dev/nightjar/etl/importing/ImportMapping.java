package dev.nightjar.etl.importing;

import java.util.List;

/**
 * A mapping file, read and checked.
 *
 * @param consent who vouches for consent where rows carry none
 * @param maxErrorShare share of rows that may fail to map, from 0 to 1; above it nothing is landed
 * @param words names for fixed values
 * @param inputs kinds of files; the first that matches a file's name takes it
 */
record ImportMapping(
    Consent consent, double maxErrorShare, Words words, List<InputMapping> inputs) {

  ImportMapping {
    if (maxErrorShare < 0 || maxErrorShare > 1) {
      throw new IllegalArgumentException("max_error_share " + maxErrorShare + " is not a share");
    }
    inputs = List.copyOf(inputs);
  }
}
