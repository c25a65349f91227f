package dev.nightjar.etl.landing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightjar.etl.tables.Columns;
import dev.nightjar.etl.tables.Quarantine;
import java.io.Serializable;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Makes rows of bronze.quarantine, without run date and feed, of files and lines that are refused.
 *
 * @param parser for the hash of a line
 */
record QuarantineRows(LineParser parser) implements Serializable {

  static final StructType SCHEMA =
      Columns.without(Quarantine.SCHEMA, Quarantine.RUN_DATE, Quarantine.FEED);

  private static final RowBuilder.Layout LAYOUT = new RowBuilder.Layout(SCHEMA);

  /** A file that is refused as a whole. */
  Row file(LandedFile file, String rule) {
    return row(file, rule).set(Quarantine.LENGTH_BYTES, file.bytes()).build();
  }

  /** A line: of one that does not parse only its shape, else its text with ids masked. */
  Row line(LandedFile file, LineVisitor.RefusedLine line) {
    ObjectNode object = line.object();
    String text = line.text();
    return row(file, line.refusal().rule())
        .set(Quarantine.LINE, line.number())
        .set(Quarantine.DETAIL, line.refusal().detail())
        .set(Quarantine.TEXT, object == null ? Privacy.shape(text) : Privacy.mask(object))
        .set(Quarantine.LENGTH_BYTES, line.length())
        .set(Quarantine.LINE_HASH, parser.hash(text))
        .set(
            Quarantine.PRODUCER,
            object == null ? null : Producer.of(object, RawIds.of(Privacy.namedIn(object))))
        .build();
  }

  private static RowBuilder row(LandedFile file, String rule) {
    return LAYOUT
        .row()
        .set(Quarantine.SOURCE, file.source())
        .set(Quarantine.LANDING_DATE, file.landingDate())
        .set(Quarantine.RULE, rule);
  }
}
