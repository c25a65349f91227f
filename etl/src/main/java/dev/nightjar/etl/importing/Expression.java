package dev.nightjar.etl.importing;

/**
 * A Spark SQL expression of a mapping file with the key it stands under, so that a fault in it can
 * be told by its place.
 *
 * @param key full key in the mapping file, such as {@code inputs[0].event.user_id}
 * @param sql the expression as written
 */
record Expression(String key, String sql) {

  Expression {
    if (sql.isBlank()) {
      throw new IllegalArgumentException("expression of " + key + " is blank");
    }
  }
}
