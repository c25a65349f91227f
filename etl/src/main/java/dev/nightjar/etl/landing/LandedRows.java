package dev.nightjar.etl.landing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.jspecify.annotations.Nullable;

/**
 * Reads landed files one after the other and gives the rows that a visitor makes of them and of
 * their lines. Holds one line at a time. Not thread-safe.
 */
final class LandedRows implements Iterator<InternalRow> {

  /** Opens landed files by their path relative to the root of the lake. */
  interface Opener {
    LandedContent content(LandedFile file);
  }

  private final Iterator<LandedFile> files;
  private final LineParser parser;
  private final int maxLineBytes;
  private final Opener opener;
  private final LineVisitor visitor;

  private @Nullable LandedFile file;
  private @Nullable InputStream content;
  private @Nullable LineSplitter lines;
  private @Nullable InternalRow next;

  LandedRows(
      Iterator<LandedFile> files,
      LineParser parser,
      int maxLineBytes,
      Opener opener,
      LineVisitor visitor) {
    this.files = files;
    this.parser = parser;
    this.maxLineBytes = maxLineBytes;
    this.opener = opener;
    this.visitor = visitor;
  }

  @Override
  public boolean hasNext() {
    try {
      while (next == null && advance()) {
        // A file or line of which the visitor makes no row.
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "landed file " + (file == null ? "" : file.source()) + " cannot be read", e);
    }
    return next != null;
  }

  @Override
  public InternalRow next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException();
    }
    InternalRow row = next;
    next = null;
    return row;
  }

  /** One line or one file further; false at the end of the last file. */
  private boolean advance() throws IOException {
    if (file != null && lines != null) {
      if (lines.next()) {
        next = visitor.wants(lines.number()) ? line(file, lines) : null;
        return true;
      }
      closeFile();
    }
    if (!files.hasNext()) {
      return false;
    }
    file = files.next();
    next = openFile(file);
    return true;
  }

  private @Nullable InternalRow openFile(LandedFile opened) throws IOException {
    LandedContent landed = opener.content(opened);
    String refusal = visitor.judge(opened, landed).refusal();
    if (!refusal.isEmpty()) {
      InternalRow row = visitor.refusedFile(opened, refusal);
      visitor.end();
      return row;
    }
    content = landed.open();
    lines = new LineSplitter(content, maxLineBytes);
    return null;
  }

  private void closeFile() throws IOException {
    lines = null;
    if (content != null) {
      content.close();
      content = null;
    }
    visitor.end();
  }

  private @Nullable InternalRow line(LandedFile from, LineSplitter line) {
    ObjectNode object = null;
    try {
      if (line.isTooLong()) {
        throw new Refusal("line.too_long", line.length() + " bytes");
      }
      LineParser.Parsed parsed = parser.parseQuickly(line.bytes(), from, line.number());
      if (parsed == null) {
        object = StrictJson.object(line.bytes());
        parsed = parser.parse(object, from, line.number());
      }
      return visitor.accepted(from, parsed);
    } catch (Refusal refusal) {
      return visitor.refused(
          from,
          new LineVisitor.RefusedLine(line.number(), line.length(), refusal, line.bytes(), object));
    }
  }
}
