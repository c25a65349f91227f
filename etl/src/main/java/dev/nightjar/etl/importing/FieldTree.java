package dev.nightjar.etl.importing;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The fields of one JSON object that a mapping builds: a name leads to an expression or to a nested
 * object. The order of names is the order in which they are written.
 *
 * @param expressions fields computed from a row
 * @param objects nested objects
 */
record FieldTree(Map<String, Expression> expressions, Map<String, FieldTree> objects) {

  static final FieldTree EMPTY = new FieldTree(Map.of(), Map.of());

  /** These fields apart from one. */
  FieldTree without(String name) {
    Map<String, Expression> otherExpressions = new LinkedHashMap<>(expressions);
    Map<String, FieldTree> otherObjects = new LinkedHashMap<>(objects);
    otherExpressions.remove(name);
    otherObjects.remove(name);
    return new FieldTree(otherExpressions, otherObjects);
  }

  /** One of these fields, or none. */
  FieldTree only(String name) {
    Expression expression = expressions.get(name);
    FieldTree object = objects.get(name);
    return new FieldTree(
        expression == null ? Map.of() : Map.of(name, expression),
        object == null ? Map.of() : Map.of(name, object));
  }
}
