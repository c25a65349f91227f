package dev.nightjar.etl.landing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Serializable;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Turns the JSON object of one landed line into a row of its bronze table. Sent to the executors,
 * so serializable; called by one thread at a time on each.
 */
interface LineParser extends Serializable {

  /** Columns of the rows: the bronze table's, of which {@code run_date} is still null. */
  StructType schema();

  /**
   * One line.
   *
   * @throws Refusal if the line breaks a rule
   */
  Parsed parse(ObjectNode line, LandedFile file, long lineNumber) throws Refusal;

  /**
   * The same row made faster of a line that holds nothing unusual.
   *
   * @return null if the line must be read as an object to tell
   */
  default @Nullable Parsed parseQuickly(byte[] line, LandedFile file, long lineNumber) {
    return null;
  }

  /** A keyed hash of a text, for recognising it without keeping it. */
  String hash(String text);

  /**
   * A row and what its accounting should say beside "accepted".
   *
   * @param row in Spark's own form and in the order of {@link #schema()}; lives as long as its line
   * @param note empty if nothing needs a reason
   */
  record Parsed(InternalRow row, String note) {}
}
