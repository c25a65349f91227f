package dev.nightjar.etl.landing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightjar.etl.tables.Quarantine;
import dev.nightjar.etl.tables.RunAccounting;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Reads landed files one after the other: each is checked to its end, then gives one row for the
 * file and one for each line. Holds one line at a time. Not thread-safe.
 */
final class LandedRows implements Iterator<Row> {

  /** Opens landed files by their path relative to the root of the lake. */
  interface Opener {
    FileCheck.Source source(LandedFile file);
  }

  private static final RowBuilder.Layout LAYOUT = new RowBuilder.Layout(LandedSchema.ROW);
  private static final RowBuilder.Layout REFUSED = new RowBuilder.Layout(LandedSchema.REFUSED);

  private final Iterator<LandedFile> files;
  private final LineParser parser;
  private final int maxLineBytes;
  private final Opener opener;

  private @Nullable LandedFile file;
  private @Nullable InputStream content;
  private @Nullable LineSplitter lines;
  private @Nullable Row next;

  LandedRows(Iterator<LandedFile> files, LineParser parser, int maxLineBytes, Opener opener) {
    this.files = files;
    this.parser = parser;
    this.maxLineBytes = maxLineBytes;
    this.opener = opener;
  }

  @Override
  public boolean hasNext() {
    if (next == null) {
      try {
        next = advance();
      } catch (IOException e) {
        throw new UncheckedIOException(
            "landed file " + (file == null ? "" : file.source()) + " cannot be read", e);
      }
    }
    return next != null;
  }

  @Override
  public Row next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException();
    }
    Row row = next;
    next = null;
    return row;
  }

  private @Nullable Row advance() throws IOException {
    if (file != null && lines != null) {
      if (lines.next()) {
        return lineRow(file, lines);
      }
      closeFile();
    }
    if (!files.hasNext()) {
      return null;
    }
    file = files.next();
    return openFile(file);
  }

  private Row openFile(LandedFile opened) throws IOException {
    FileCheck.Source source = opener.source(opened);
    FileCheck.Verdict verdict =
        opened.refusal().isEmpty()
            ? FileCheck.check(source, opened.isGzip())
            : new FileCheck.Verdict(opened.refusal(), 0);
    if (!verdict.refusal().isEmpty()) {
      Row refused = REFUSED.row().set(Quarantine.LENGTH_BYTES, opened.bytes()).build();
      return row(opened, RunAccounting.QUARANTINED, verdict.refusal())
          .set(LandedSchema.LINES, 0L)
          .set(LandedSchema.REFUSED_LINE, refused)
          .build();
    }
    content = FileCheck.content(source, opened.isGzip());
    lines = new LineSplitter(content, maxLineBytes);
    return row(opened, LandedSchema.FILE, "")
        .set(LandedSchema.LINES, 0L)
        .set(LandedSchema.LANDED, verdict.lines())
        .build();
  }

  private void closeFile() throws IOException {
    lines = null;
    if (content != null) {
      content.close();
      content = null;
    }
  }

  private Row lineRow(LandedFile from, LineSplitter line) {
    String text = "";
    ObjectNode object = null;
    try {
      if (line.isTooLong()) {
        throw new Refusal("line.too_long", line.length() + " bytes");
      }
      text = StrictJson.decode(line.bytes());
      object = StrictJson.object(text);
      LineParser.Parsed parsed = parser.parse(object, from, line.number());
      return row(from, RunAccounting.ACCEPTED, parsed.note())
          .set(LandedSchema.RECORD, parsed.row())
          .build();
    } catch (Refusal refusal) {
      return refusedRow(from, line, refusal, text, object);
    }
  }

  private Row refusedRow(
      LandedFile from,
      LineSplitter line,
      Refusal refusal,
      String text,
      @Nullable ObjectNode object) {
    String masked = object == null ? Privacy.shape(text) : Privacy.mask(object);
    Row refused =
        REFUSED
            .row()
            .set(Quarantine.LINE, line.number())
            .set(Quarantine.DETAIL, refusal.detail())
            .set(Quarantine.TEXT, masked)
            .set(Quarantine.LENGTH_BYTES, line.length())
            .set(Quarantine.LINE_HASH, parser.hash(text))
            .set(
                Quarantine.PRODUCER,
                object == null ? null : Producer.of(object, RawIds.of(Privacy.namedIn(object))))
            .build();
    return row(from, RunAccounting.QUARANTINED, refusal.rule())
        .set(LandedSchema.REFUSED_LINE, refused)
        .build();
  }

  /** A row that counts one line unless told otherwise. */
  private RowBuilder row(LandedFile from, String outcome, String rule) {
    return LAYOUT
        .row()
        .set(LandedSchema.SOURCE, from.source())
        .set(LandedSchema.LANDING_DATE, from.landingDate())
        .set(LandedSchema.OUTCOME, outcome)
        .set(LandedSchema.RULE, rule)
        .set(LandedSchema.LINES, 1L)
        .set(LandedSchema.LANDED, 0L);
  }
}
