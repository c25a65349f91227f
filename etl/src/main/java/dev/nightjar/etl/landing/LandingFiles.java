package dev.nightjar.etl.landing;

import dev.nightjar.etl.Lake;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * Lists the landing and picks what a night takes: every file that arrived up to the run date and
 * that no other night has taken, of days that every collector has closed. So a second run of a
 * night takes the same files again.
 */
public final class LandingFiles {

  private static final String DAY = "dt=";

  private LandingFiles() {}

  /**
   * The files a night takes, in order of path.
   *
   * @param feed what is taken
   * @param takenByOtherNights paths, relative to the root of the lake, that other nights took
   */
  public static List<LandedFile> select(
      Lake lake, Feed feed, LocalDate runDate, Set<String> takenByOtherNights) {
    String base = feed.landing();
    List<LandedFile> files = new ArrayList<>();
    OpenDays openDays = new OpenDays();
    Path root = lake.fileSystem().makeQualified(new Path(lake.uri()));
    int skip = root.toUri().getPath().length() + (root.toUri().getPath().endsWith("/") ? 0 : 1);
    try {
      RemoteIterator<LocatedFileStatus> listing =
          lake.fileSystem().listFiles(new Path(lake.path(base)), true);
      while (listing.hasNext()) {
        LocatedFileStatus status = listing.next();
        String source = status.getPath().toUri().getPath().substring(skip);
        LandedFile file = describe(source, base, status.getLen(), runDate);
        openDays.note(status.getPath().getName());
        if (!isHidden(status.getPath().getName())
            && !file.landingDate().isAfter(runDate)
            && !takenByOtherNights.contains(source)) {
          files.add(file);
        }
      }
    } catch (FileNotFoundException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("the landing " + lake.path(base) + " cannot be listed", e);
    }
    files.sort(Comparator.comparing(LandedFile::source));
    return feed.takeOpenDays() ? files : openDays.without(files);
  }

  /**
   * Spreads files over tasks of about equal size, so that thousands of small files are a handful of
   * tasks.
   */
  public static List<List<LandedFile>> spread(List<LandedFile> files, int tasks) {
    PriorityQueue<Bin> bins = new PriorityQueue<>(Comparator.comparingLong(bin -> bin.bytes()[0]));
    for (int i = 0; i < Math.max(1, Math.min(tasks, files.size())); i++) {
      bins.add(new Bin(new ArrayList<>(), new long[1]));
    }
    List<LandedFile> largestFirst = new ArrayList<>(files);
    largestFirst.sort(
        Comparator.comparingLong(LandedFile::bytes).reversed().thenComparing(LandedFile::source));
    for (LandedFile file : largestFirst) {
      Bin smallest = bins.remove();
      smallest.files().add(file);
      // Opening a file costs about as much as reading some hundred kilobytes.
      smallest.bytes()[0] += file.bytes() + 200_000;
      bins.add(smallest);
    }
    return bins.stream().<List<LandedFile>>map(bin -> new ArrayList<>(bin.files())).toList();
  }

  /** Files of one task and, in the one element of the array, what they cost so far. */
  private record Bin(List<LandedFile> files, long[] bytes) {}

  static LandedFile describe(String source, String base, long bytes, LocalDate runDate) {
    String inside = source.substring(base.length() + 1);
    Optional<LocalDate> day = day(inside);
    String refusal = "";
    if (day.isEmpty()) {
      refusal = "file.day";
    } else if (!inside.endsWith(".jsonl") && !inside.endsWith(".jsonl.gz")) {
      refusal = "file.name";
    }
    return new LandedFile(source, day.orElse(runDate), bytes, refusal);
  }

  private static Optional<LocalDate> day(String inside) {
    int slash = inside.indexOf('/');
    if (slash < 0 || !inside.startsWith(DAY)) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDate.parse(inside.substring(DAY.length(), slash)));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** Names that Hadoop tools give to what is not data. */
  private static boolean isHidden(String name) {
    return name.startsWith("_") || name.startsWith(".");
  }
}
