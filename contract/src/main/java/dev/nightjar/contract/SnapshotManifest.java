package dev.nightjar.contract;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a snapshot says of itself, in {@code manifest.json}; see docs/formats/manifest.md. A folder
 * without it is not a snapshot.
 *
 * @param snapshotId the folder's name
 * @param modelVersion the registered model behind it
 * @param runDate the night, ISO 8601
 * @param window the cut-off it was built for: {@code live}, {@code test} or {@code validation}
 * @param files every store file with size and hash
 * @param counts rows a kind: users, items, lists, orders, session_blocks, attributes
 * @param sentinels keys that a reader must find, with the hash of their values
 * @param weights the blend's weight of each source, a policy
 * @param segments each segment's name, by its number
 * @param origins where it came from: code revision, config hash, source table versions, seeds
 * @param metrics what was measured of it on the test window
 */
public record SnapshotManifest(
    String snapshotId,
    String modelVersion,
    String runDate,
    String window,
    List<StoreFile> files,
    Map<String, Long> counts,
    List<Sentinel> sentinels,
    Map<String, Map<String, Double>> weights,
    Map<String, String> segments,
    Map<String, String> origins,
    Map<String, Double> metrics) {
  /** The newest format written. */
  public static final int CURRENT = 1;

  /** The oldest format read. */
  public static final int MIN = 1;

  /** The blend's weights when seen items are left out. */
  public static final String NEW_ITEMS = "new_items";

  /** The blend's weights when seen items may be recommended again. */
  public static final String ALL_ITEMS = "all_items";

  /** Name of the weight of the request's context among those of the sources. */
  public static final String CONTEXT = "context";

  /** The blend's weights when the request brings session events. */
  public static final String IN_SESSION = "in_session";

  /** The origin that names the confidence an example gained when the factors were trained. */
  public static final String ALS_ALPHA = "als.alpha";

  /** The origin that names the regularisation that the factors were trained with. */
  public static final String ALS_REGULARIZATION = "als.reg_param";

  /** The origin that names what the snapshot's attributes leave out for want of room. */
  public static final String ATTRIBUTES_LEFT_OUT = "attributes.left_out";

  /** The origin that names the settings that persons' orders were stored by, as a digest. */
  public static final String RANKING = "ranking";

  /** The origin that names how many places of a source gold.user_candidates holds. */
  public static final String TABLE_RANKS = "table_ranks";

  public SnapshotManifest {
    files = List.copyOf(files);
    counts = Map.copyOf(counts);
    sentinels = List.copyOf(sentinels);
    weights = Map.copyOf(weights);
    segments = Map.copyOf(segments);
    origins = Map.copyOf(origins);
    metrics = Map.copyOf(metrics);
  }

  /**
   * One file of the store.
   *
   * @param name its name inside the snapshot's folder
   * @param bytes its size
   * @param sha256 its SHA-256, lower-case hex
   */
  public record StoreFile(String name, long bytes, String sha256) {}

  /**
   * A key whose value is known, because a store that opens may still be empty.
   *
   * @param key the key, lower-case hex
   * @param sha256 SHA-256 of its value, lower-case hex
   */
  public record Sentinel(String key, String sha256) {}

  /** The manifest as JSON text with sorted keys and a line feed at its end. */
  public String toJson() {
    return ManifestJson.write(this);
  }

  /** Reads a manifest of any format this program knows. */
  public static SnapshotManifest parse(String json) {
    return ManifestJson.read(json);
  }

  /** The same manifest with these files, sentinels and counts added to its own. */
  public SnapshotManifest withFiles(
      List<StoreFile> moreFiles, List<Sentinel> moreSentinels, Map<String, Long> moreCounts) {
    Map<String, Long> allCounts = new TreeMap<>(counts);
    allCounts.putAll(moreCounts);
    return new SnapshotManifest(
        snapshotId,
        modelVersion,
        runDate,
        window,
        Stream.concat(files.stream(), moreFiles.stream()).toList(),
        allCounts,
        Stream.concat(sentinels.stream(), moreSentinels.stream()).toList(),
        weights,
        segments,
        origins,
        metrics);
  }

  /** The same manifest with the blend's weights and the figures measured with them. */
  public SnapshotManifest with(
      Map<String, Map<String, Double>> newWeights, Map<String, Double> newMetrics) {
    return new SnapshotManifest(
        snapshotId,
        modelVersion,
        runDate,
        window,
        files,
        counts,
        sentinels,
        newWeights,
        segments,
        origins,
        newMetrics);
  }
}
