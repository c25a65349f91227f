package dev.nightjar.etl.landing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What a landed file holds, inflated: checked to its end and, unless it is large, kept in memory
 * for the reading that follows, because to inflate a file costs as much as to parse a third of it.
 * Not thread-safe.
 */
final class LandedContent {

  /** An eighth of the heap, shared by the tasks of all cores; each holds one file at a time. */
  private static final long MOST_KEPT_BYTES =
      Runtime.getRuntime().maxMemory() / 8 / Runtime.getRuntime().availableProcessors();

  private final FileCheck.Source stored;
  private final boolean isGzip;
  private final long mostKeptBytes;
  private List<byte[]> kept = List.of();

  LandedContent(FileCheck.Source stored, boolean isGzip) {
    this(stored, isGzip, MOST_KEPT_BYTES);
  }

  LandedContent(FileCheck.Source stored, boolean isGzip, long mostKeptBytes) {
    this.stored = stored;
    this.isGzip = isGzip;
    this.mostKeptBytes = mostKeptBytes;
  }

  /** Whether the file can be used; reads all of it. */
  FileCheck.Verdict check() throws IOException {
    Pieces pieces = new Pieces();
    FileCheck.Verdict verdict = FileCheck.check(stored, isGzip, pieces);
    kept = verdict.refusal().isEmpty() ? pieces.all : List.of();
    return verdict;
  }

  /** A stream of the content, without a byte-order mark; from memory once it is checked. */
  InputStream open() throws IOException {
    if (kept.isEmpty()) {
      return FileCheck.content(stored, isGzip);
    }
    List<InputStream> streams = new ArrayList<>(kept.size());
    kept.forEach(piece -> streams.add(new ByteArrayInputStream(piece)));
    kept = List.of();
    return new SequenceInputStream(Collections.enumeration(streams));
  }

  /** The content in the pieces it came in; none of it once it is too much. */
  private final class Pieces implements FileCheck.Reader {
    private final List<byte[]> all = new ArrayList<>();
    private long bytes;

    @Override
    public void take(byte[] buffer, int length) {
      bytes += length;
      if (bytes <= mostKeptBytes) {
        all.add(java.util.Arrays.copyOf(buffer, length));
      } else {
        all.clear();
      }
    }
  }
}
