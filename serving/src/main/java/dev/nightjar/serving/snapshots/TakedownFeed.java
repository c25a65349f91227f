package dev.nightjar.serving.snapshots;

import dev.nightjar.contract.FormatException;
import dev.nightjar.contract.LakePaths;
import dev.nightjar.contract.Takedown;
import dev.nightjar.objects.ObjectEntry;
import dev.nightjar.objects.ObjectStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The takedowns of the lake, with a copy on this machine, so that a restart without the lake offers
 * nothing that was taken down. Each object is read once, since it never changes, and none is
 * forgotten: a lake that is not mounted must not look like one that has restored everything. Used
 * by one thread.
 */
final class TakedownFeed {
  private static final Logger LOG = LoggerFactory.getLogger(TakedownFeed.class);
  private static final String PART = ".part";

  private final Path home;
  private final ObjectStore lake;
  private final Map<String, Takedown> read = new HashMap<>();
  private final Set<String> unreadable = new HashSet<>();

  /**
   * @param home folder of the copies
   * @param lake where takedowns are written
   */
  TakedownFeed(Path home, ObjectStore lake) {
    this.home = home;
    this.lake = lake;
  }

  /** Takes up the copies of this machine: what holds until the lake can be asked. */
  void load() throws IOException {
    Files.createDirectories(home);
    try (Stream<Path> files = Files.list(home)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (!name.endsWith(PART)) {
          take(LakePaths.TAKEDOWNS + "/" + name, Files.readAllBytes(file));
        }
      }
    }
  }

  /** Follows the lake; what was read before a failure counts. */
  void look() throws IOException {
    Set<String> keys =
        lake.list(LakePaths.TAKEDOWNS + "/").stream()
            .map(ObjectEntry::key)
            .collect(Collectors.toSet());
    for (String key : keys) {
      if (!read.containsKey(key) && !unreadable.contains(key)) {
        Optional<byte[]> body = lake.read(key);
        if (body.isPresent()) {
          take(key, body.get());
          keep(key, body.get());
        }
      }
    }
  }

  /** The items that must not be offered. */
  Set<String> inForce() {
    return Takedown.inForce(read.values());
  }

  private void take(String key, byte[] body) {
    try {
      read.put(key, Takedown.parse(new String(body, StandardCharsets.UTF_8)));
    } catch (FormatException e) {
      unreadable.add(key);
      LOG.error("the takedown {} is NOT applied: {}", key, e.getMessage());
    }
  }

  private void keep(String key, byte[] body) throws IOException {
    Path copy = copy(key);
    Path part = copy.resolveSibling(copy.getFileName() + PART);
    Files.write(part, body);
    Files.move(part, copy, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Named by the last part of the key, in which a store allows no separator. */
  private Path copy(String key) {
    return home.resolve(key.substring(key.lastIndexOf('/') + 1));
  }
}
