package dev.nightjar.etl.expectations;

import com.typesafe.config.Config;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads one rule of {@code conf/expectations.conf}: one expectation for each column it names. */
final class RuleReader {

  private static final String RULE = "rule";
  private static final String COLUMNS = "columns";
  private static final String STOPS = "stops";
  private static final String MIN = "min";
  private static final String MAX = "max";
  private static final String PATTERN = "pattern";
  private static final String VALUES = "values";
  private static final String MAX_AGE = "max_age";
  private static final String MIN_SHARE = "min_share";
  private static final String MAX_SHARE = "max_share";
  private static final String MAX_RISE = "max_rise";
  private static final String MIN_NIGHTS = "min_nights";
  private static final String MIN_ROWS = "min_rows";

  private final CheckedTable table;
  private final Config keys;

  RuleReader(CheckedTable table, Config keys) {
    this.table = table;
    this.keys = keys;
  }

  List<Expectation> read() {
    String kind = keys.getString(RULE);
    Check check = check(kind);
    boolean stops = !keys.hasPath(STOPS) || keys.getBoolean(STOPS);
    List<String> columns = check instanceof Check.Rows ? List.of("") : keys.getStringList(COLUMNS);
    List<Expectation> rules = new ArrayList<>();
    for (String column : columns) {
      if (!column.isEmpty()) {
        requireType(check, ColumnPath.of(table.table(), column), column);
      }
      rules.add(new Expectation(table.qualifiedName(), column, check, stops));
    }
    return rules;
  }

  private Check check(String kind) {
    return switch (kind) {
      case "required" -> allowing(new Check.Required(), COLUMNS);
      case "unique" -> allowing(new Check.Unique(), COLUMNS);
      case "range" -> allowing(range(), COLUMNS, MIN, MAX);
      case "pattern" -> allowing(new Check.Matches(pattern()), COLUMNS, PATTERN);
      case "set" ->
          allowing(new Check.OneOf(Set.copyOf(keys.getStringList(VALUES))), COLUMNS, VALUES);
      case "fresh" -> allowing(new Check.Fresh(keys.getDuration(MAX_AGE)), COLUMNS, MAX_AGE);
      case "rows" -> allowing(rows(), MIN_SHARE, MAX_SHARE, MIN_NIGHTS, MIN_ROWS);
      case "nulls" ->
          allowing(
              new Check.Nulls(share(MAX_RISE), history()), COLUMNS, MAX_RISE, MIN_NIGHTS, MIN_ROWS);
      default ->
          throw new IllegalArgumentException(
              "unknown rule \""
                  + kind
                  + "\" of "
                  + table.qualifiedName()
                  + "; known: required, range, pattern, set, unique, fresh, rows, nulls");
    };
  }

  private Check allowing(Check check, String... names) {
    Set<String> known = new HashSet<>(List.of(names));
    known.add(RULE);
    known.add(STOPS);
    for (String key : new TreeSet<>(keys.root().keySet())) {
      if (!known.contains(key)) {
        throw new IllegalArgumentException(
            "unknown key "
                + key
                + " of a rule "
                + check.kind()
                + " of "
                + table.qualifiedName()
                + "; known: "
                + new TreeSet<>(known));
      }
    }
    if (check instanceof Check.OfValue && table.isLanded() && keys.hasPath(STOPS)) {
      throw new IllegalArgumentException(
          "a rule "
              + check.kind()
              + " of "
              + table.qualifiedName()
              + " quarantines lines and stops nothing; leave "
              + STOPS
              + " out");
    }
    return check;
  }

  private Check.Range range() {
    double min = keys.hasPath(MIN) ? keys.getDouble(MIN) : Double.NEGATIVE_INFINITY;
    double max = keys.hasPath(MAX) ? keys.getDouble(MAX) : Double.POSITIVE_INFINITY;
    if (!(min <= max)) {
      throw new IllegalArgumentException("min = " + min + " is above max = " + max);
    }
    return new Check.Range(min, max);
  }

  private Check.Rows rows() {
    double max = keys.hasPath(MAX_SHARE) ? keys.getDouble(MAX_SHARE) : Double.POSITIVE_INFINITY;
    double min = share(MIN_SHARE);
    if (!(max >= 1)) {
      throw new IllegalArgumentException(MAX_SHARE + " = " + max + " must be 1 or more");
    }
    return new Check.Rows(min, max, history());
  }

  private Pattern pattern() {
    try {
      return Pattern.compile(keys.getString(PATTERN));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          PATTERN + " = \"" + keys.getString(PATTERN) + "\": " + e.getDescription(), e);
    }
  }

  private double share(String key) {
    double share = keys.getDouble(key);
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(key + " = " + share + " must be a share from 0 to 1");
    }
    return share;
  }

  private Check.History history() {
    int nights = keys.hasPath(MIN_NIGHTS) ? keys.getInt(MIN_NIGHTS) : 3;
    long rows = keys.hasPath(MIN_ROWS) ? keys.getLong(MIN_ROWS) : 1000;
    if (nights < 1 || nights > Judgement.NIGHTS) {
      throw new IllegalArgumentException(
          MIN_NIGHTS + " = " + nights + " must be from 1 to " + Judgement.NIGHTS);
    }
    return new Check.History(nights, rows);
  }

  private void requireType(Check check, ColumnPath path, String column) {
    boolean fits =
        switch (check.kind()) {
          case "range" -> path.isNumber();
          case "pattern", "set" -> path.isText();
          case "fresh" -> path.isMoment();
          default -> true;
        };
    if (path.each() && !(table.isLanded() && check instanceof Check.OfValue)) {
      fits = false;
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "a rule "
              + check.kind()
              + " cannot be held against "
              + table.qualifiedName()
              + "."
              + column
              + ", which is "
              + (path.each() ? "several " : "")
              + path.type().catalogString());
    }
  }
}
