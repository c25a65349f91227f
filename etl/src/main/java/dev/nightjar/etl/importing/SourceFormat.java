package dev.nightjar.etl.importing;

/** What the files of one input are written in. */
enum SourceFormat {
  CSV("csv"),
  /** One JSON object a line. */
  JSON("json"),
  PARQUET("parquet"),
  /** A Delta table, which is a folder. */
  DELTA("delta"),
  /** Lines that already have the landed form; they pass through byte for byte. */
  LANDED("landed");

  private final String key;

  SourceFormat(String key) {
    this.key = key;
  }

  /** The word that stands in a mapping file. */
  String key() {
    return key;
  }
}
