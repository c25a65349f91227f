package dev.nightjar.training.ranker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightjar.contract.Forest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the trees out of XGBoost's JSON model. There a leaf's word stands among the split
 * conditions, children stand behind their parent, and a row goes left when its value is below the
 * condition, compared as floats.
 */
final class BoosterTrees {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<Integer> roots = new ArrayList<>();
  private final List<int[]> nodes = new ArrayList<>();
  private final List<Float> values = new ArrayList<>();
  private final List<Float> covers = new ArrayList<>();

  private BoosterTrees() {}

  static Forest read(byte[] json) {
    JsonNode learner;
    try {
      learner = JSON.readTree(json).path("learner");
    } catch (IOException e) {
      throw new UncheckedIOException("XGBoost's model is not JSON", e);
    }
    BoosterTrees trees = new BoosterTrees();
    learner.path("gradient_booster").path("model").path("trees").forEach(trees::add);
    return trees.forest(base(learner));
  }

  /** Written as a number or, of late, as a list of one. */
  private static float base(JsonNode learner) {
    String text = learner.path("learner_model_param").path("base_score").asText();
    return Float.parseFloat(text.replace("[", "").replace("]", ""));
  }

  private void add(JsonNode tree) {
    int offset = nodes.size();
    roots.add(offset);
    JsonNode left = tree.path("left_children");
    for (int node = 0; node < left.size(); node++) {
      values.add((float) tree.path("split_conditions").get(node).asDouble());
      covers.add((float) tree.path("sum_hessian").get(node).asDouble());
      if (left.get(node).asInt() < 0) {
        nodes.add(new int[] {Forest.LEAF, 0, 0, 0});
      } else {
        int below = offset + left.get(node).asInt();
        int above = offset + tree.path("right_children").get(node).asInt();
        boolean missingLeft = tree.path("default_left").get(node).asInt() != 0;
        nodes.add(
            new int[] {
              tree.path("split_indices").get(node).asInt(),
              below,
              above,
              missingLeft ? below : above
            });
      }
    }
  }

  private Forest forest(float base) {
    return new Forest(
        base,
        roots.stream().mapToInt(Integer::intValue).toArray(),
        column(0),
        floats(values),
        column(1),
        column(2),
        column(3),
        floats(covers));
  }

  private static float[] floats(List<Float> numbers) {
    float[] floats = new float[numbers.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = numbers.get(i);
    }
    return floats;
  }

  private int[] column(int which) {
    return nodes.stream().mapToInt(node -> node[which]).toArray();
  }
}
