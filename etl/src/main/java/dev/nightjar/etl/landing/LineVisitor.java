package dev.nightjar.etl.landing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.jspecify.annotations.Nullable;

/**
 * What one reading of landed files is for: says which lines to read and makes rows of what came of
 * them. Called in the order of the files and their lines, by one thread.
 */
interface LineVisitor {

  /** Whether the file can be used, before any of its lines is. */
  FileCheck.Verdict judge(LandedFile file, LandedContent content) throws IOException;

  /** A row for a file that is refused as a whole; null for none. */
  default @Nullable InternalRow refusedFile(LandedFile file, String rule) {
    return null;
  }

  /** Whether a line is to be parsed. */
  default boolean wants(long line) {
    return true;
  }

  /** A row for a line that was taken; null for none. */
  default @Nullable InternalRow accepted(LandedFile file, LineParser.Parsed parsed) {
    return null;
  }

  /** A row for a line that was not; null for none. */
  @Nullable InternalRow refused(LandedFile file, RefusedLine line);

  /** After a file's last line. */
  default void end() {}

  /**
   * A line that breaks a rule.
   *
   * @param number from 1
   * @param length of the whole line, in bytes
   * @param refusal the rule
   * @param bytes the line, or the beginning of one that is too long
   * @param object what it says; null if it does not parse
   */
  record RefusedLine(
      long number, long length, Refusal refusal, byte[] bytes, @Nullable ObjectNode object) {

    /** Its characters; none if it is not UTF-8. */
    String text() {
      try {
        return StrictJson.decode(bytes);
      } catch (Refusal notText) {
        return "";
      }
    }
  }
}
