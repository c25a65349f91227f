package dev.nightjar.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The learned ranker of one snapshot, the file {@code ranker.bin} beside its store; see
 * docs/formats/ranker.md.
 *
 * @param features names of the features, in the order in which the trees number them
 * @param forests trees a policy of the manifest; a policy without trees is ranked by its weights
 */
public record RankerModel(List<String> features, Map<String, Forest> forests) {
  /** Name of the file in a snapshot's folder. */
  public static final String FILE = "ranker.bin";

  /** The newest format written. */
  public static final int CURRENT = 2;

  /** The first that says how many rows came to a node. */
  private static final int WITH_COVER = 2;

  private static final int MIN = 1;
  private static final String WHAT = "a ranker";

  public RankerModel {
    features = List.copyOf(features);
    forests = Map.copyOf(forests);
  }

  /** The file's bytes in the current format, or in that of the older file the trees are from. */
  public byte[] encode() {
    boolean isExplained = forests.values().stream().allMatch(Forest::isExplained);
    ValueWriter out = new ValueWriter(isExplained ? CURRENT : WITH_COVER - 1);
    out.integer(features.size());
    features.forEach(out::text);
    out.integer(forests.size());
    new TreeMap<>(forests)
        .forEach(
            (policy, forest) -> {
              out.text(policy);
              forest.write(out);
            });
    return out.toBytes();
  }

  /** Reads a file of any format this program knows. */
  public static RankerModel decode(byte[] file) {
    ValueReader in = new ValueReader(WHAT, file);
    int version = in.version(MIN, CURRENT);
    int count = in.count(4);
    List<String> features = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      features.add(in.text());
    }
    int policies = in.count(4);
    Map<String, Forest> forests = new TreeMap<>();
    String previous = null;
    for (int i = 0; i < policies; i++) {
      String policy = in.text();
      if (previous != null && policy.compareTo(previous) <= 0) {
        throw new CorruptFormatException(WHAT + " has policies twice or not in order");
      }
      previous = policy;
      forests.put(policy, Forest.read(in, count, version >= WITH_COVER, WHAT));
    }
    in.end();
    return new RankerModel(features, forests);
  }
}
