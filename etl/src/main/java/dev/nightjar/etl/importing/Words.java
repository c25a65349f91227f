package dev.nightjar.etl.importing;

import java.util.Map;

/**
 * Names that a mapping gives to fixed values. Expressions use them like columns.
 *
 * @param constants a text, a number or a truth value by name
 * @param tables tables of values by name: what stands in a source leads to what is landed for it
 */
record Words(Map<String, Object> constants, Map<String, Map<String, Object>> tables) {

  Words {
    constants = Map.copyOf(constants);
    tables = Map.copyOf(tables);
  }
}
