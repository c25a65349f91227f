package dev.nightjar.etl;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.conv;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One short text for all rows of a table, equal for two tables exactly when they hold the same
 * rows, the same number of times each, in whatever order and files.
 *
 * <p>Each row is hashed (SHA-256 of its JSON, nulls included) and 120 bits of the hashes are added
 * up, so that nothing is sorted and the driver sees one row.
 */
public final class TableDigest {

  private static final String HASH = "row_hash";
  private static final int HALF_DIGITS = 15;

  private TableDigest() {}

  /** Row count and digest, such as {@code 41-00c3...}. */
  public static String of(Dataset<Row> rows) {
    Column[] columns = Arrays.stream(rows.columns()).map(c -> col(c)).toArray(Column[]::new);
    Column json = to_json(struct(columns), Map.of("ignoreNullFields", "false"));
    Row sums =
        rows.select(sha2(json, 256).as(HASH))
            .agg(count(lit(1)), half(1), half(1 + HALF_DIGITS))
            .head();
    return sums.getLong(0) + "-" + text(sums, 1) + text(sums, 2);
  }

  private static Column half(int from) {
    return sum(conv(substring(col(HASH), from, HALF_DIGITS), 16, 10).cast("decimal(20,0)"));
  }

  private static String text(Row sums, int index) {
    BigInteger sum =
        Optional.ofNullable(sums.<BigDecimal>getAs(index))
            .orElse(BigDecimal.ZERO)
            .toBigInteger()
            .mod(BigInteger.ONE.shiftLeft(4 * HALF_DIGITS));
    return String.format("%0" + HALF_DIGITS + "x", sum);
  }
}
