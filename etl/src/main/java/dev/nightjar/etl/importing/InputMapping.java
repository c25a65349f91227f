package dev.nightjar.etl.importing;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One kind of file and what becomes of its rows.
 *
 * @param key the input's place in the mapping file, such as {@code inputs[0]}
 * @param files glob on the file name, or on the whole path when it has a slash
 * @param source how the files are read
 * @param keep condition that a row has to meet, else it is left out and counted
 * @param event the event that a row gives
 * @param item the catalogue record that a row gives
 */
record InputMapping(
    String key,
    String files,
    Source source,
    Optional<Expression> keep,
    Optional<EventMapping> event,
    Optional<ItemMapping> item) {

  /**
   * How files are read.
   *
   * @param format what they are written in
   * @param options Spark's reader options
   * @param columns names for the columns of files without a header, empty for files with one
   * @param feed where lines go that are passed through unchanged
   */
  record Source(
      SourceFormat format, Map<String, String> options, List<String> columns, Feed feed) {}
}
