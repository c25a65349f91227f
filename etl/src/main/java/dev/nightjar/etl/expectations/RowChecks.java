package dev.nightjar.etl.expectations;

import dev.nightjar.etl.LakeTable;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayBasedMapData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * Looks at one parsed line after the other, before it becomes a row of a bronze table. Immutable;
 * sent to the executors.
 */
public final class RowChecks implements Serializable {

  private static final long serialVersionUID = 1L;

  private final List<Place> places;

  private RowChecks(List<Place> places) {
    this.places = places;
  }

  /**
   * A rule that a line breaks.
   *
   * @param rule such as {@code expect.range:items.rating}
   * @param expected what was expected; never the value, which may be anything
   */
  public record Broken(String rule, String expected) {}

  /** A rule and where its values stand in a row. */
  private record Place(Expectation expectation, ColumnPath path, int inElement)
      implements Serializable {}

  static RowChecks of(LakeTable table, List<Expectation> rules) {
    return new RowChecks(rules.stream().map(rule -> place(table, rule)).toList());
  }

  private static Place place(LakeTable table, Expectation rule) {
    ColumnPath path = ColumnPath.of(table, rule.column());
    int inElement =
        path.each()
                && table.schema().apply(path.column()).dataType() instanceof ArrayType array
                && array.elementType() instanceof StructType element
            ? element.fieldIndex(path.within())
            : -1;
    return new Place(rule, path, inElement);
  }

  /** Whether there is nothing to look at. */
  public boolean isEmpty() {
    return places.isEmpty();
  }

  /** The checks for rows of a schema, whose columns may stand at other places than the table's. */
  public ForSchema on(StructType schema) {
    int[] columns =
        places.stream()
            .mapToInt(place -> Arrays.asList(schema.fieldNames()).indexOf(place.path().column()))
            .toArray();
    return new ForSchema(places, columns);
  }

  /** The checks, with the columns of one schema found. */
  public static final class ForSchema implements Serializable {

    private static final long serialVersionUID = 1L;

    private final List<Place> places;
    private final int[] columns;

    private ForSchema(List<Place> places, int[] columns) {
      this.places = places;
      this.columns = columns;
    }

    /** The first rule that the row, in Spark's own form, breaks, in the order of the file. */
    public Optional<Broken> firstBroken(InternalRow row) {
      for (int i = 0; i < columns.length; i++) {
        Place place = places.get(i);
        if (!keeps(place, row.get(columns[i], null))) {
          return Optional.of(
              new Broken(
                  "expect." + place.expectation().name(),
                  "expected " + place.expectation().check().phrase()));
        }
      }
      return Optional.empty();
    }
  }

  private static boolean keeps(Place place, @Nullable Object column) {
    Check check = place.expectation().check();
    if (place.inElement() >= 0) {
      return column instanceof GenericArrayData elements && keepAll(place, elements.array());
    }
    return keeps(check, place.path().within().isEmpty() ? column : entry(column, place));
  }

  private static boolean keepAll(Place place, Object[] elements) {
    for (Object element : elements) {
      Object value = ((InternalRow) element).get(place.inElement(), null);
      if (!keeps(place.expectation().check(), value)) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable Object entry(@Nullable Object column, Place place) {
    if (column instanceof ArrayBasedMapData map) {
      UTF8String wanted = UTF8String.fromString(place.path().within());
      for (int i = 0; i < map.numElements(); i++) {
        if (wanted.equals(map.keyArray().getUTF8String(i))) {
          return map.valueArray().getUTF8String(i);
        }
      }
    }
    return null;
  }

  static boolean keeps(Check check, @Nullable Object value) {
    if (value == null) {
      return !(check instanceof Check.Required);
    }
    if (check instanceof Check.Range range) {
      double number = ((Number) value).doubleValue();
      return number >= range.min() && number <= range.max();
    }
    if (check instanceof Check.Matches matches) {
      return matches.pattern().matcher(value.toString()).matches();
    }
    return !(check instanceof Check.OneOf set) || set.values().contains(value.toString());
  }
}
