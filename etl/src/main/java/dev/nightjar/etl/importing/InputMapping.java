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
 * @param rows what holds for every row, whatever it gives
 * @param outputs what a row gives, in the order of the mapping; empty for lines that pass through
 */
record InputMapping(
    String key, String files, Source source, RowRules rows, List<OutputMapping> outputs) {

  /**
   * How files are read.
   *
   * @param format what they are written in
   * @param options Spark's reader options
   * @param columns what is said about their columns
   * @param feed where lines go that are passed through unchanged
   */
  record Source(SourceFormat format, Map<String, String> options, Columns columns, Feed feed) {}

  /**
   * What a mapping says about the columns of files.
   *
   * @param names names of the columns of CSV files without a header, else empty
   * @param optional columns that files may lack; they are null then
   * @param schema the fields of JSON lines as Spark's DDL; absent: inferred from all lines
   */
  record Columns(List<String> names, List<String> optional, Optional<String> schema) {}

  /**
   * What holds for every row.
   *
   * @param names expressions under a name of their own, which may use each other
   * @param keep condition that a row has to meet, else it is left out and counted
   * @param times how moments are read
   */
  record RowRules(Map<String, Expression> names, Optional<Expression> keep, TimeReading times) {}
}
