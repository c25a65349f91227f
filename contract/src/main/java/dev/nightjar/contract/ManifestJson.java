package dev.nightjar.contract;

import dev.nightjar.contract.SnapshotManifest.Sentinel;
import dev.nightjar.contract.SnapshotManifest.StoreFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The JSON form of a manifest, both ways. */
final class ManifestJson {
  private static final String FORMAT = "format";

  /** Above it a double skips whole numbers. */
  private static final double MAX_WHOLE = 1L << 53;

  private ManifestJson() {}

  static String write(SnapshotManifest manifest) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put(FORMAT, SnapshotManifest.CURRENT);
    root.put("snapshot_id", manifest.snapshotId());
    root.put("model_version", manifest.modelVersion());
    root.put("run_date", manifest.runDate());
    root.put("window", manifest.window());
    root.put("files", manifest.files().stream().map(ManifestJson::file).toList());
    root.put("counts", new TreeMap<>(manifest.counts()));
    root.put("sentinels", manifest.sentinels().stream().map(ManifestJson::sentinel).toList());
    Map<String, Object> weights = new TreeMap<>();
    manifest.weights().forEach((policy, bySource) -> weights.put(policy, new TreeMap<>(bySource)));
    root.put("weights", weights);
    root.put("segments", new TreeMap<>(manifest.segments()));
    root.put("origins", new TreeMap<>(manifest.origins()));
    root.put("metrics", new TreeMap<>(manifest.metrics()));
    return Json.write(root) + "\n";
  }

  static SnapshotManifest read(String json) {
    Map<String, Object> root = object("manifest", Json.parse("manifest", json));
    checkFormat(root.get(FORMAT));
    return new SnapshotManifest(
        text(root, "snapshot_id"),
        text(root, "model_version"),
        text(root, "run_date"),
        text(root, "window"),
        list(root, "files", ManifestJson::toFile),
        map(root, "counts", value -> whole("counts", value)),
        list(root, "sentinels", ManifestJson::toSentinel),
        map(root, "weights", ManifestJson::toWeights),
        map(root, "segments", value -> string("segments", value)),
        map(root, "origins", value -> string("origins", value)),
        map(root, "metrics", value -> number("metrics", value)));
  }

  private static void checkFormat(@Nullable Object found) {
    int format = (int) Math.min(Integer.MAX_VALUE, whole(FORMAT, found));
    if (format < SnapshotManifest.MIN) {
      throw new FormatTooOldException("the manifest", format, SnapshotManifest.MIN);
    }
    if (format > SnapshotManifest.CURRENT) {
      throw new FormatTooNewException("the manifest", format, SnapshotManifest.CURRENT);
    }
  }

  private static Map<String, Object> file(StoreFile file) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("name", file.name());
    object.put("bytes", file.bytes());
    object.put("sha256", file.sha256());
    return object;
  }

  private static StoreFile toFile(Object value) {
    Map<String, Object> object = object("files", value);
    return new StoreFile(
        text(object, "name"), whole("bytes", object.get("bytes")), text(object, "sha256"));
  }

  private static Map<String, Object> sentinel(Sentinel sentinel) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("key", sentinel.key());
    object.put("sha256", sentinel.sha256());
    return object;
  }

  private static Sentinel toSentinel(Object value) {
    Map<String, Object> object = object("sentinels", value);
    return new Sentinel(text(object, "key"), text(object, "sha256"));
  }

  private static Map<String, Double> toWeights(Object value) {
    Map<String, Double> weights = new TreeMap<>();
    object("weights", value)
        .forEach((source, weight) -> weights.put(source, number(source, weight)));
    return weights;
  }

  private static <T> List<T> list(Map<String, Object> root, String key, Function<Object, T> each) {
    if (!(root.get(key) instanceof List<?> values)) {
      throw new CorruptFormatException("the manifest's " + key + " is not a list");
    }
    List<T> result = new ArrayList<>(values.size());
    values.forEach(value -> result.add(each.apply(value)));
    return result;
  }

  private static <T> Map<String, T> map(
      Map<String, Object> root, String key, Function<Object, T> each) {
    Map<String, T> result = new TreeMap<>();
    object(key, root.get(key)).forEach((name, value) -> result.put(name, each.apply(value)));
    return result;
  }

  private static String text(Map<String, Object> object, String key) {
    return string(key, object.get(key));
  }

  private static String string(String key, @Nullable Object value) {
    if (!(value instanceof String text)) {
      throw new CorruptFormatException("the manifest's " + key + " is missing or not a text");
    }
    return text;
  }

  private static long whole(String key, @Nullable Object value) {
    double number = number(key, value);
    if (number < 0 || number > MAX_WHOLE || number != Math.rint(number)) {
      throw new CorruptFormatException("the manifest's " + key + " is not a whole number");
    }
    return (long) number;
  }

  private static double number(String key, @Nullable Object value) {
    if (!(value instanceof Double number)) {
      throw new CorruptFormatException("the manifest's " + key + " is missing or not a number");
    }
    return number;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> object(String key, @Nullable Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      throw new CorruptFormatException("the manifest's " + key + " is missing or not an object");
    }
    return (Map<String, Object>) map;
  }
}
