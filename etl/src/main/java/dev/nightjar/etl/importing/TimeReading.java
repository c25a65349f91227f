package dev.nightjar.etl.importing;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.to_timestamp;
import static org.apache.spark.sql.functions.when;

import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;

/**
 * How an input writes its moments. Nothing here fails on a row: what cannot be read is null.
 *
 * @param zone zone of times that name none
 * @param formats {@link #ISO}, a key of {@link #UNIX} or a pattern of Spark's; the first that reads
 *     a text wins
 */
record TimeReading(ZoneId zone, List<String> formats) {

  /** What Spark reads without being told how. */
  static final String ISO = "iso";

  /** Counts since 1970 and how many microseconds one of them is. */
  static final Map<String, Long> UNIX =
      Map.of("unix_seconds", 1_000_000L, "unix_millis", 1_000L, "unix_micros", 1L);

  private static final List<String> UNSAID = List.of(ISO);

  /** Microseconds from 1970 to the year 10000; numbers beyond it would overflow Spark's moments. */
  private static final BigDecimal LARGEST = new BigDecimal("253402300800000000");

  TimeReading {
    formats = formats.isEmpty() ? UNSAID : List.copyOf(formats);
  }

  /** Whether the mapping says nothing about formats. */
  boolean isUnsaid() {
    return formats.equals(UNSAID);
  }

  /** The moment that a text names. */
  Column ofText(Column text) {
    return coalesce(formats.stream().map(f -> ofText(text, f)).toArray(Column[]::new));
  }

  private static Column ofText(Column text, String format) {
    if (format.equals(ISO)) {
      return text.cast(DataTypes.TimestampType);
    }
    Long micros = UNIX.get(format);
    return micros == null ? to_timestamp(text, format) : ofCount(text, micros);
  }

  /** The moment that a number names; empty if no format is a count. */
  Optional<Column> ofNumber(Column number) {
    return formats.stream()
        .flatMap(f -> Optional.ofNullable(UNIX.get(f)).stream())
        .findFirst()
        .map(micros -> ofCount(number, micros));
  }

  private static Column ofCount(Column count, long micros) {
    Column all =
        count
            .cast(DataTypes.createDecimalType(26, 6))
            .multiply(lit(BigDecimal.valueOf(micros)).cast(DataTypes.createDecimalType(7, 0)));
    return when(abs(all).leq(lit(LARGEST)), timestamp_micros(all.cast(DataTypes.LongType)));
  }
}
