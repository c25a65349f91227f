package dev.nightjar.serving.collector;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The segment that is written to. After a failed write it is never written to again: what it held
 * before stays, the rest is taken back or, where even that fails, never becomes a whole record. The
 * caller uses it from one thread at a time.
 */
final class OpenSegment {
  private static final Logger LOG = LoggerFactory.getLogger(OpenSegment.class);

  private final SegmentFolder folder;
  private final SegmentFile.Opener disk;
  private final CollectorSettings settings;
  private final Runnable onSealed;

  private @Nullable Path path;
  private @Nullable SegmentFile file;
  private boolean leftovers;
  private boolean unsealed;
  private long openedNanos;
  private long length;

  /**
   * @param onSealed is told that a segment can be shipped
   */
  OpenSegment(
      SegmentFolder folder,
      SegmentFile.Opener disk,
      CollectorSettings settings,
      Runnable onSealed) {
    this.folder = folder;
    this.disk = disk;
    this.settings = settings;
    this.onSealed = onSealed;
  }

  /** Appends records to the segment of a day; they are on the disk when it returns. */
  void append(LocalDate day, List<byte[]> records) throws IOException {
    long bytes = records.stream().mapToLong(record -> record.length).sum();
    if (folder.bytes() + length + bytes > settings.diskBudget()) {
      throw new IOException(
          "serving.collector.disk_budget is used up by events that wait for the lake");
    }
    try {
      SegmentFile out = fileFor(day);
      for (byte[] record : records) {
        out.write(record);
      }
      out.force();
      length += bytes;
    } catch (IOException e) {
      abandon();
      throw e;
    }
  }

  void sealIfDue() {
    boolean old = System.nanoTime() - openedNanos >= settings.segmentAge().toNanos();
    if (file != null && (old || length >= settings.segmentBytes())) {
      seal();
    } else if (file == null && leftovers) {
      sealLeftovers();
    }
  }

  /** Seals a segment of this day or one before it. */
  void sealThrough(LocalDate day) {
    if (path != null && !SegmentFolder.day(path).isAfter(day)) {
      seal();
    }
  }

  void seal() {
    Path done = path;
    closeFile();
    if (done != null) {
      leftovers = true;
      sealLeftovers();
    }
  }

  private SegmentFile fileFor(LocalDate day) throws IOException {
    sealThrough(day.minusDays(1));
    SegmentFile current = file;
    if (current == null) {
      sealLeftovers();
      Path created = folder.create(day);
      current = disk.open(created);
      path = created;
      file = current;
      length = 0;
      openedNanos = System.nanoTime();
    }
    return current;
  }

  private void sealLeftovers() {
    try {
      if (leftovers && folder.sealLeftovers() > 0) {
        onSealed.run();
      }
      leftovers = false;
      unsealed = false;
    } catch (IOException e) {
      if (!unsealed) {
        LOG.error("a segment cannot be sealed and is kept for later: {}", e.toString());
      }
      unsealed = true;
    }
  }

  /** Takes back what was not acknowledged; the segment itself is sealed before the next write. */
  private void abandon() {
    SegmentFile failed = file;
    if (failed != null) {
      try {
        failed.truncate(length);
      } catch (IOException e) {
        LOG.error("a failed write cannot be taken back; its events may land: {}", e.toString());
      }
    }
    leftovers = true;
    closeFile();
  }

  private void closeFile() {
    SegmentFile open = file;
    file = null;
    path = null;
    length = 0;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        LOG.error("a segment cannot be closed: {}", e.toString());
      }
    }
  }
}
