package dev.nightjar.serving.collector;

import dev.nightjar.contract.CollectorMark;
import dev.nightjar.objects.ObjectEntry;
import dev.nightjar.objects.ObjectStore;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.LocalDate;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Which days this collector has closed, told to the nights by its mark in the landing. A day is
 * closed on this machine first and in the lake after that, and is never opened again, whatever the
 * clock says. One thread changes it, any may ask.
 */
public final class ClosedDays {
  private static final String UNTOLD = "-";

  private final Path file;
  private final ObjectStore lake;
  private final String collector;
  private final CountDownLatch known = new CountDownLatch(1);
  private LocalDate closed;
  private volatile @Nullable LocalDate told;
  private boolean checked;

  private ClosedDays(Path file, ObjectStore lake, String collector, LocalDate closed) {
    this.file = file;
    this.lake = lake;
    this.collector = collector;
    this.closed = closed;
  }

  /**
   * Reads what an earlier run has closed; a new collector gets an id.
   *
   * @param file where they are kept on this machine
   * @param yesterday the day before the one that is begun now
   */
  public static ClosedDays open(Path file, ObjectStore lake, LocalDate yesterday)
      throws IOException {
    if (Files.isRegularFile(file)) {
      String[] words = Files.readString(file).strip().split(" ", -1);
      ClosedDays days = new ClosedDays(file, lake, words[0], LocalDate.parse(words[1]));
      if (!words[2].equals(UNTOLD)) {
        days.told = LocalDate.parse(words[2]);
        days.known.countDown();
      }
      return days;
    }
    ClosedDays days = new ClosedDays(file, lake, UUID.randomUUID().toString(), yesterday);
    days.write();
    return days;
  }

  /** What this collector goes by, kept on this machine. */
  public String collector() {
    return collector;
  }

  /** The first day that is not closed. */
  public LocalDate firstOpen() {
    return closed.plusDays(1);
  }

  /** Remembers, on this machine, that a day and those before it are closed. */
  public void close(LocalDate day) throws IOException {
    if (day.isAfter(closed)) {
      closed = day;
      write();
    }
  }

  /**
   * Tells the nights of the days that are closed and whose segments are in the lake.
   *
   * @param day the last of them
   */
  public void tell(LocalDate day) throws IOException {
    LocalDate before = told;
    if (before == null || day.isAfter(before) || !checked) {
      String key = new CollectorMark(collector, day).key();
      lake.put(key, new byte[0]);
      // The newest mark holds, so a crash before this leaves nothing wrong behind.
      forget(key);
      told = day;
      checked = true;
      write();
      known.countDown();
    }
  }

  /** Waits a little until the nights know of this collector; returns whether they do. */
  boolean awaitTold(Duration limit) {
    try {
      return known.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The last day that the nights know to be closed; null while they do not know this collector. */
  public @Nullable LocalDate told() {
    return told;
  }

  /** Takes the mark away: nothing waits here, and nothing is taken any more. */
  public void retire() throws IOException {
    told = null;
    write();
    forget("");
  }

  private void forget(String but) {
    for (ObjectEntry entry : lake.list(CollectorMark.prefix(collector))) {
      if (!entry.key().equals(but)) {
        lake.delete(entry.key());
      }
    }
  }

  private void write() throws IOException {
    LocalDate last = told;
    Path next = file.resolveSibling("days.part");
    Files.writeString(
        next,
        collector + " " + closed + " " + (last == null ? UNTOLD : last) + "\n",
        StandardCharsets.UTF_8);
    try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
