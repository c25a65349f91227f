package dev.nightjar.etl.landing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightjar.etl.tables.Columns;
import dev.nightjar.etl.tables.Quarantine;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The second reading, of files in which something was refused: rows of bronze.quarantine, without
 * run date and feed. Only the lines known to be refused are parsed again. Nearly every night
 * refuses little, so this costs less than to keep every line until all are parsed. Not thread-safe.
 */
final class RefusedLines implements LineVisitor {

  static final StructType SCHEMA =
      Columns.without(Quarantine.SCHEMA, Quarantine.RUN_DATE, Quarantine.FEED);

  private static final RowBuilder.Layout LAYOUT = new RowBuilder.Layout(SCHEMA);

  private final Map<String, FileTally> tallies;
  private final LineParser parser;
  private @Nullable FileTally tally;

  /**
   * @param tallies of the files that are read, by their path
   * @param parser for the hash of a line
   */
  RefusedLines(Map<String, FileTally> tallies, LineParser parser) {
    this.tallies = tallies;
    this.parser = parser;
  }

  @Override
  public FileCheck.Verdict judge(LandedFile file, FileCheck.Source source) {
    FileTally known = tallies.get(file.source());
    if (known == null) {
      throw new IllegalStateException(file.source() + " was not read before");
    }
    tally = known;
    return known.verdict();
  }

  @Override
  public boolean wants(long line) {
    return tally != null && tally.isRefused(line);
  }

  @Override
  public Row refusedFile(LandedFile file, String rule) {
    return row(file, rule).set(Quarantine.LENGTH_BYTES, file.bytes()).build();
  }

  @Override
  public Row refused(LandedFile file, RefusedLine line) {
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
