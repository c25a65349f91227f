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
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * The files that an import was pointed at, shared out among the inputs of its mapping: the first
 * input whose glob matches takes a file. Folders are walked to the bottom. Files that nobody takes
 * are named with the reason.
 *
 * @param byInput files by place of the input in the mapping, each list sorted by path
 * @param leftOut files that are not read, with the reason
 */
record SourceFiles(Map<Integer, List<String>> byInput, List<String> leftOut) {

  /** Finds and shares out the files. */
  static SourceFiles find(ImportMapping mapping, List<String> paths, Configuration hadoop) {
    Map<String, Long> found = new TreeMap<>();
    for (String path : paths) {
      list(path, hadoop).forEach(status -> found.put(status.getPath().toString(), status.getLen()));
    }
    Map<Integer, List<String>> byInput = new TreeMap<>();
    List<String> leftOut = new ArrayList<>();
    for (Map.Entry<String, Long> file : found.entrySet()) {
      Optional<Integer> input = match(mapping, file.getKey());
      if (file.getValue() == 0) {
        leftOut.add(file.getKey() + " (empty)");
      } else if (input.isEmpty()) {
        leftOut.add(file.getKey() + " (no input of the mapping matches its name)");
      } else {
        byInput.computeIfAbsent(input.get(), key -> new ArrayList<>()).add(file.getKey());
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

  private static Optional<Integer> match(ImportMapping mapping, String file) {
    for (int i = 0; i < mapping.inputs().size(); i++) {
      if (matches(mapping.inputs().get(i).files(), file)) {
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

  private static List<FileStatus> list(String path, Configuration hadoop) {
    org.apache.hadoop.fs.Path root = qualified(path);
    try {
      FileSystem fs = root.getFileSystem(hadoop);
      List<FileStatus> files = new ArrayList<>();
      if (fs.exists(root)) {
        walk(fs, root, files);
        return files;
      }
      FileStatus[] globbed = fs.globStatus(root);
      if (globbed == null || globbed.length == 0) {
        throw new ConfigurationException(path + " does not exist; name files, folders or globs");
      }
      for (FileStatus status : globbed) {
        walk(fs, status.getPath(), files);
      }
      return files;
    } catch (FileNotFoundException e) {
      throw new ConfigurationException(path + " does not exist; name files, folders or globs", e);
    } catch (IOException e) {
      throw new UncheckedIOException(path + " cannot be listed: " + e.getMessage(), e);
    }
  }

  private static void walk(FileSystem fs, org.apache.hadoop.fs.Path root, List<FileStatus> files)
      throws IOException {
    RemoteIterator<LocatedFileStatus> each = fs.listFiles(root, true);
    while (each.hasNext()) {
      FileStatus file = each.next();
      String name = file.getPath().getName();
      // Spark does not read such names either: checksums, markers and files being written.
      if (!name.startsWith(".") && !name.startsWith("_")) {
        files.add(file);
      }
    }
  }

  /** A path without a scheme is one of this machine, whatever Hadoop's default is. */
  private static org.apache.hadoop.fs.Path qualified(String path) {
    return path.matches("^[a-z0-9]+:/.*")
        ? new org.apache.hadoop.fs.Path(path)
        : new org.apache.hadoop.fs.Path("file://" + Path.of(path).toAbsolutePath().normalize());
  }
}
