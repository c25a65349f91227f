package dev.nightjar.ranking.store;

import dev.nightjar.contract.FormatException;
import dev.nightjar.contract.RankerModel;
import dev.nightjar.contract.Sha256;
import dev.nightjar.contract.SnapshotKeys;
import dev.nightjar.contract.SnapshotManifest;
import dev.nightjar.contract.SnapshotManifest.Sentinel;
import dev.nightjar.contract.SnapshotManifest.StoreFile;
import dev.nightjar.contract.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a snapshot may be served. That RocksDB opens it proves nothing: a truncated store
 * may open and look empty, and a flipped bit shows only when its block is read. So every file's
 * hash is checked before, counts and sentinels after opening.
 */
public final class SnapshotVerifier {
  /** The manifest's counts, by the kind of row that each one counts. */
  private static final Map<String, Byte> KINDS =
      Map.of(
          "users", SnapshotKeys.USER,
          "items", SnapshotKeys.ITEM,
          "lists", SnapshotKeys.LIST,
          "orders", SnapshotKeys.ORDER,
          "session_blocks", SnapshotKeys.SESSIONS);

  /** No folder, no hidden file: a manifest must not reach out of its folder. */
  private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*");

  private SnapshotVerifier() {}

  /**
   * Checks the snapshot in {@code folder} and gives its manifest.
   *
   * @throws SnapshotRefusedException with every reason when it must not be served
   */
  public static SnapshotManifest verify(Path folder) {
    try (Snapshot snapshot = open(folder)) {
      return snapshot.manifest();
    }
  }

  /**
   * Checks the snapshot in {@code folder} and leaves it open, for those who serve it next.
   *
   * @throws SnapshotRefusedException with every reason when it must not be served
   */
  public static Snapshot open(Path folder) {
    List<String> reasons = new ArrayList<>();
    try {
      SnapshotManifest manifest = Snapshot.readManifest(folder);
      checkManifest(manifest, reasons);
      // To read a large snapshot and to hash it takes seconds: every processor takes a file.
      manifest.files().parallelStream()
          .map(file -> fault(folder, file))
          .forEachOrdered(fault -> fault.ifPresent(reasons::add));
      refuseFor(folder, reasons);
      return openChecked(folder, reasons);
    } catch (FormatException | StoreException e) {
      reasons.add(e.getMessage());
      throw new SnapshotRefusedException(folder, reasons);
    }
  }

  private static Snapshot openChecked(Path folder, List<String> reasons) {
    Snapshot snapshot = Snapshot.open(folder);
    boolean accepted = false;
    try {
      checkCounts(snapshot, reasons);
      checkSentinels(snapshot, reasons);
      checkRanker(snapshot.ranker(), reasons);
      refuseFor(folder, reasons);
      accepted = true;
      return snapshot;
    } finally {
      if (!accepted) {
        snapshot.close();
      }
    }
  }

  private static void refuseFor(Path folder, List<String> reasons) {
    if (!reasons.isEmpty()) {
      throw new SnapshotRefusedException(folder, reasons);
    }
  }

  private static void checkManifest(SnapshotManifest manifest, List<String> reasons) {
    if (manifest.files().isEmpty()) {
      reasons.add("the manifest names no files");
    }
    if (manifest.sentinels().isEmpty()) {
      reasons.add("the manifest names no sentinels");
    }
    if (manifest.counts().getOrDefault("items", 0L) == 0) {
      reasons.add("the manifest counts no items");
    }
    manifest
        .weights()
        .forEach(
            (policy, weights) ->
                weights.forEach((source, weight) -> checkWeight(policy, source, weight, reasons)));
  }

  private static void checkWeight(
      String policy, String source, double weight, List<String> reasons) {
    if (Source.ofId(source).isEmpty() && !source.equals(SnapshotManifest.CONTEXT)) {
      reasons.add("the weights of " + policy + " name the source " + source + ", unknown here");
    } else if (Double.isNaN(weight) || Double.isInfinite(weight)) {
      reasons.add("the weight of " + source + " in " + policy + " is " + weight);
    }
  }

  private static Optional<String> fault(Path folder, StoreFile expected) {
    String name = expected.name();
    if (!PLAIN_NAME.matcher(name).matches()) {
      return Optional.of("the file name " + name + " is not a plain one");
    }
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      return Optional.of("the file " + name + " is missing");
    }
    try {
      long bytes = Files.size(file);
      if (bytes != expected.bytes()) {
        return Optional.of(
            name + " has " + bytes + " bytes, the manifest says " + expected.bytes());
      }
      String found = Sha256.hex(file);
      return found.equals(expected.sha256())
          ? Optional.empty()
          : Optional.of(
              name + " has SHA-256 " + found + ", the manifest says " + expected.sha256());
    } catch (IOException e) {
      return Optional.of("the file " + name + " cannot be read: " + e.getMessage());
    }
  }

  private static void checkCounts(Snapshot snapshot, List<String> reasons) {
    KINDS.forEach(
        (name, kind) -> {
          long expected = snapshot.manifest().counts().getOrDefault(name, 0L);
          long found = snapshot.count(kind);
          if (found != expected) {
            reasons.add("the store has " + found + " " + name + ", the manifest says " + expected);
          }
        });
  }

  private static void checkRanker(@Nullable RankerModel ranker, List<String> reasons) {
    if (ranker == null) {
      return;
    }
    for (String feature : ranker.features()) {
      if (!FeatureNames.all().contains(feature)) {
        reasons.add("the ranker wants the feature " + feature + ", unknown here");
      }
    }
  }

  private static void checkSentinels(Snapshot snapshot, List<String> reasons) {
    for (Sentinel sentinel : snapshot.manifest().sentinels()) {
      byte[] value;
      try {
        value = snapshot.value(HexFormat.of().parseHex(sentinel.key()));
      } catch (IllegalArgumentException e) {
        reasons.add("the sentinel key " + sentinel.key() + " is not hexadecimal");
        continue;
      }
      if (value == null) {
        reasons.add("the store lacks the sentinel " + sentinel.key());
      } else if (!Sha256.hex(value).equals(sentinel.sha256())) {
        reasons.add("the value of the sentinel " + sentinel.key() + " differs from the manifest's");
      }
    }
  }
}
