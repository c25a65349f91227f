package dev.nightjar.etl.importing;

import dev.nightjar.settings.ConfigurationException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * The files that an import was pointed at, shared out among the inputs of its mapping: the first
 * input whose glob matches takes a file. Folders are walked to the bottom. Files that nobody takes
 * are named with the reason. A folder that is a Delta table counts as one file.
 *
 * @param byInput files by place of the input in the mapping, each list sorted by path
 * @param leftOut files that are not read, with the reason
 */
record SourceFiles(Map<Integer, List<String>> byInput, List<String> leftOut) {

  private static final String DELTA_LOG = "/_delta_log/";

  /** A file, or a folder that is a Delta table. */
  private record Found(String path, boolean isEmpty, boolean table) {}

  /** Finds and shares out the files. */
  static SourceFiles find(ImportMapping mapping, List<String> paths, Configuration hadoop) {
    Map<String, Found> found = new TreeMap<>();
    for (String path : paths) {
      list(path, hadoop).forEach(one -> found.put(one.path(), one));
    }
    Map<Integer, List<String>> byInput = new TreeMap<>();
    List<String> leftOut = new ArrayList<>();
    for (Found one : found.values()) {
      Optional<Integer> input = match(mapping, one);
      if (one.isEmpty()) {
        leftOut.add(one.path() + " (empty)");
      } else if (input.isEmpty()) {
        leftOut.add(
            one.path()
                + (one.table()
                    ? " (a Delta table, and no input with format = delta matches its name)"
                    : " (no input of the mapping matches its name)"));
      } else {
        byInput.computeIfAbsent(input.get(), key -> new ArrayList<>()).add(one.path());
      }
    }
    if (byInput.isEmpty()) {
      throw new ConfigurationException(
          "nothing to import in "
              + String.join(", ", paths)
              + ": the mapping's inputs match "
              + String.join(", ", mapping.inputs().stream().map(InputMapping::files).toList())
              + (leftOut.isEmpty() ? "" : "; left out: " + String.join(", ", leftOut)));
    }
    return new SourceFiles(byInput, leftOut);
  }

  int count() {
    return byInput.values().stream().mapToInt(List::size).sum();
  }

  private static Optional<Integer> match(ImportMapping mapping, Found one) {
    for (int i = 0; i < mapping.inputs().size(); i++) {
      InputMapping input = mapping.inputs().get(i);
      boolean table = input.source().format() == SourceFormat.DELTA;
      if (table == one.table() && matches(input.files(), one.path())) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  private static boolean matches(String glob, String file) {
    String path = file.replaceFirst("^[a-z0-9]+:/*", "/");
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
    Path whole = Path.of(path);
    return matcher.matches(glob.contains("/") ? whole : whole.getFileName());
  }

  private static List<Found> list(String path, Configuration hadoop) {
    org.apache.hadoop.fs.Path root = qualified(path);
    try {
      FileSystem fs = root.getFileSystem(hadoop);
      List<Found> files = new ArrayList<>();
      if (fs.exists(root)) {
        files.addAll(walk(fs, root));
        return files;
      }
      FileStatus[] globbed = fs.globStatus(root);
      if (globbed == null || globbed.length == 0) {
        throw new ConfigurationException(path + " does not exist; name files, folders or globs");
      }
      for (FileStatus status : globbed) {
        files.addAll(walk(fs, status.getPath()));
      }
      return files;
    } catch (FileNotFoundException e) {
      throw new ConfigurationException(path + " does not exist; name files, folders or globs", e);
    } catch (IOException e) {
      throw new UncheckedIOException(path + " cannot be listed: " + e.getMessage(), e);
    }
  }

  private static List<Found> walk(FileSystem fs, org.apache.hadoop.fs.Path root)
      throws IOException {
    List<Found> files = new ArrayList<>();
    Set<String> tables = new TreeSet<>();
    RemoteIterator<LocatedFileStatus> each = fs.listFiles(root, true);
    while (each.hasNext()) {
      FileStatus file = each.next();
      String path = file.getPath().toString();
      String name = file.getPath().getName();
      int log = path.indexOf(DELTA_LOG);
      if (log >= 0) {
        tables.add(path.substring(0, log));
      } else if (!name.startsWith(".") && !name.startsWith("_")) {
        // Spark does not read such names either: checksums, markers and files being written.
        files.add(new Found(path, file.getLen() == 0, false));
      }
    }
    // The files of a table hold rows that it no longer has: only its log says which count.
    files.removeIf(file -> tables.stream().anyMatch(t -> file.path().startsWith(t + "/")));
    tables.forEach(table -> files.add(new Found(table, false, true)));
    return files;
  }

  /** A path without a scheme is one of this machine, whatever Hadoop's default is. */
  private static org.apache.hadoop.fs.Path qualified(String path) {
    return path.matches("^[a-z0-9]+:/.*")
        ? new org.apache.hadoop.fs.Path(path)
        : new org.apache.hadoop.fs.Path("file://" + Path.of(path).toAbsolutePath().normalize());
  }
}
