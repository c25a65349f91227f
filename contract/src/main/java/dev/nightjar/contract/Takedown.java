package dev.nightjar.contract;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One decision of an operator on what may be offered: items are taken down, or restored. Written
 * once under {@link #key()} and never changed; of several on one item the newest holds. See
 * docs/formats/takedown.md.
 *
 * @param kind what was decided
 * @param at when, to the millisecond
 * @param itemIds the items, at least one
 * @param reason why, for people; may be empty
 */
public record Takedown(Kind kind, Instant at, List<String> itemIds, String reason) {
  /** The newest format written. */
  public static final int CURRENT = 1;

  /** The oldest format read. */
  public static final int MIN = 1;

  /** The most items of one decision. */
  public static final int MAX_ITEMS = 10_000;

  private static final String WHAT = "the takedown";
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

  /** What was decided. */
  public enum Kind {
    TAKE_DOWN("takedown"),
    RESTORE("restore");

    private final String id;

    Kind(String id) {
      this.id = id;
    }

    /** As written. */
    public String id() {
      return id;
    }
  }

  public Takedown {
    at = at.truncatedTo(ChronoUnit.MILLIS);
    itemIds = List.copyOf(itemIds);
    if (itemIds.isEmpty() || itemIds.size() > MAX_ITEMS) {
      throw new IllegalArgumentException(
          "a takedown has 1 to " + MAX_ITEMS + " items, not " + itemIds.size());
    }
  }

  /** Where it stands in the lake; names sort by time. */
  public String key() {
    return LakePaths.TAKEDOWNS + "/" + NAME.format(at) + "-" + digest() + ".json";
  }

  /** The JSON text, with a line feed at its end. */
  public String toJson() {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("format", CURRENT);
    root.put("action", kind.id());
    root.put("at", DateTimeFormatter.ISO_INSTANT.format(at));
    root.put("items", itemIds);
    root.put("reason", reason);
    return Json.write(root) + "\n";
  }

  /**
   * Reads a text of any format this program knows.
   *
   * @throws FormatException if it is none
   */
  public static Takedown parse(String json) {
    if (!(Json.parse("takedown", json) instanceof Map<?, ?> root)) {
      throw new CorruptFormatException(WHAT + " is not an object");
    }
    checkFormat(root.get("format"));
    List<String> items = new ArrayList<>();
    if (root.get("items") instanceof List<?> list) {
      list.forEach(item -> items.add(text("items", item)));
    }
    if (items.isEmpty() || items.size() > MAX_ITEMS) {
      throw new CorruptFormatException(WHAT + " has " + items.size() + " items");
    }
    return new Takedown(
        kind(text("action", root.get("action"))),
        moment(text("at", root.get("at"))),
        items,
        root.get("reason") instanceof String reason ? reason : "");
  }

  /** In the order in which they hold: the oldest first, of two at one moment the takedown last. */
  public static List<Takedown> inOrder(Collection<Takedown> all) {
    return all.stream()
        .sorted(
            Comparator.comparing(Takedown::at)
                .thenComparing(Takedown::kind, Comparator.reverseOrder())
                .thenComparing(Takedown::key))
        .toList();
  }

  /** The items that must not be offered after all of these decisions. */
  public static Set<String> inForce(Collection<Takedown> all) {
    Set<String> down = new TreeSet<>();
    for (Takedown each : inOrder(all)) {
      if (each.kind == Kind.TAKE_DOWN) {
        down.addAll(each.itemIds);
      } else {
        each.itemIds.forEach(down::remove);
      }
    }
    return down;
  }

  private String digest() {
    return Sha256.hex(toJson().getBytes(StandardCharsets.UTF_8)).substring(0, 12);
  }

  private static void checkFormat(@Nullable Object found) {
    if (!(found instanceof Double number) || number != Math.rint(number)) {
      throw new CorruptFormatException(WHAT + "'s format is missing or not a whole number");
    }
    if (number < MIN) {
      throw new FormatTooOldException(WHAT, number.intValue(), MIN);
    }
    if (number > CURRENT) {
      throw new FormatTooNewException(WHAT, number.intValue(), CURRENT);
    }
  }

  private static Kind kind(String id) {
    for (Kind kind : Kind.values()) {
      if (kind.id.equals(id)) {
        return kind;
      }
    }
    throw new CorruptFormatException(WHAT + "'s action is neither takedown nor restore");
  }

  private static Instant moment(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new CorruptFormatException(WHAT + "'s at is not ISO 8601 in UTC");
    }
  }

  private static String text(String key, @Nullable Object value) {
    if (!(value instanceof String text)) {
      throw new CorruptFormatException(WHAT + "'s " + key + " is missing or not a text");
    }
    return text;
  }
}
