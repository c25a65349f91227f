package dev.nightjar.etl.cleaning;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Names the group of each id that aliases join, whatever their day, so that one task sees all links
 * that can bear on a guest. Sees every alias within reach of the night in one task: two texts each,
 * and people are aliased once or twice in their lives.
 */
final class Groups implements MapPartitionsFunction<Row, Row> {

  private static final long serialVersionUID = 1L;

  /** Takes rows of two ids, gives rows of an id and the smallest id of its group. */
  @Override
  public Iterator<Row> call(Iterator<Row> pairs) {
    Map<String, String> parents = new HashMap<>();
    while (pairs.hasNext()) {
      Row pair = pairs.next();
      String one = root(parents, pair.getString(0));
      String other = root(parents, pair.getString(1));
      int order = one.compareTo(other);
      parents.put(order < 0 ? other : one, order < 0 ? one : other);
    }
    List<Row> groups = new ArrayList<>(parents.size());
    for (String key : List.copyOf(parents.keySet())) {
      groups.add(RowFactory.create(key, root(parents, key)));
    }
    return groups.iterator();
  }

  private static String root(Map<String, String> parents, String key) {
    String root = key;
    while (!parents.computeIfAbsent(root, k -> k).equals(root)) {
      root = parents.get(root);
    }
    String at = key;
    while (!at.equals(root)) {
      at = parents.put(at, root);
    }
    return root;
  }
}
