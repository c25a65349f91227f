package dev.nightjar.serving.takedowns;

import dev.nightjar.contract.FormatException;
import dev.nightjar.contract.LakePaths;
import dev.nightjar.contract.Takedown;
import dev.nightjar.objects.ObjectEntry;
import dev.nightjar.objects.ObjectStore;
import dev.nightjar.objects.ObjectStores;
import dev.nightjar.serving.http.JsonBuffer;
import dev.nightjar.settings.CommandLine;
import dev.nightjar.settings.ConfigurationException;
import dev.nightjar.settings.ExitCodes;
import dev.nightjar.settings.LakeSettings;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * {@code takedown [ITEM...]} and {@code restore ITEM...}: writes one decision into the lake, where
 * every server finds it at its next look and every later night counts it in; without items, lists
 * what is taken down. Used by one thread.
 */
public final class TakedownCommand {
  private static final String TAKEDOWN = "takedown";
  private static final String RESTORE = "restore";
  private static final int MAX_ID_BYTES = 512;
  private static final int ATTEMPTS = 100;

  private final ObjectStore lake;
  private final Clock clock;

  /**
   * @param lake where decisions are kept
   * @param clock tells when a decision is made
   */
  public TakedownCommand(ObjectStore lake, Clock clock) {
    this.lake = lake;
    this.clock = clock;
  }

  public static void main(String[] args) {
    ExitCodes.exit(() -> run(args));
  }

  private static void run(String[] args) {
    CommandLine line = CommandLine.parse(args, Set.of("reason"), Set.of());
    List<String> words = line.positional();
    String command = words.isEmpty() ? "" : words.get(0);
    if (!Set.of(TAKEDOWN, RESTORE).contains(command)) {
      throw new ConfigurationException("use takedown [ITEM...] or restore ITEM..., not " + command);
    }
    Takedown.Kind kind = command.equals(TAKEDOWN) ? Takedown.Kind.TAKE_DOWN : Takedown.Kind.RESTORE;
    List<String> items = words.subList(1, words.size());
    try (ObjectStore lake = ObjectStores.open(LakeSettings.load(line.settings()))) {
      TakedownCommand takedowns = new TakedownCommand(lake, Clock.systemUTC());
      if (items.isEmpty() && kind == Takedown.Kind.TAKE_DOWN) {
        System.out.print(list(takedowns.inForce(), line.has("json")));
        return;
      }
      Takedown made = takedowns.decide(kind, items, line.value("reason").orElse(""));
      System.out.print(line.has("json") ? made.toJson() : told(made));
    }
  }

  /**
   * Writes a decision. It is later than every one before it, even if this machine's clock is behind
   * that of another.
   *
   * @throws ConfigurationException if there is no item, or one whose id no item can have
   */
  public Takedown decide(Takedown.Kind kind, List<String> items, String reason) {
    check(items);
    Instant newest = all().stream().map(Takedown::at).max(Instant::compareTo).orElse(Instant.EPOCH);
    Instant now = clock.instant();
    Instant at = now.isAfter(newest) ? now : newest.plusMillis(1);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Takedown made = new Takedown(kind, at.plusMillis(attempt), items, reason);
      if (lake.putIfAbsent(made.key(), made.toJson().getBytes(StandardCharsets.UTF_8))) {
        return made;
      }
    }
    throw new IllegalStateException("the lake holds this decision for every moment from " + at);
  }

  /** What is taken down now: each item with the decision that did it. */
  public Map<String, Takedown> inForce() {
    Map<String, Takedown> down = new TreeMap<>();
    for (Takedown each : Takedown.inOrder(all())) {
      for (String item : each.itemIds()) {
        if (each.kind() == Takedown.Kind.TAKE_DOWN) {
          down.put(item, each);
        } else {
          down.remove(item);
        }
      }
    }
    return down;
  }

  private List<Takedown> all() {
    List<Takedown> all = new ArrayList<>();
    for (ObjectEntry entry : lake.list(LakePaths.TAKEDOWNS + "/")) {
      lake.read(entry.key()).ifPresent(body -> read(entry.key(), body).ifPresent(all::add));
    }
    return all;
  }

  /** One broken object must not keep an operator from taking an item down. */
  private static Optional<Takedown> read(String key, byte[] body) {
    try {
      return Optional.of(Takedown.parse(new String(body, StandardCharsets.UTF_8)));
    } catch (FormatException e) {
      System.err.println("nightjar: " + key + " is not counted: " + e.getMessage());
      return Optional.empty();
    }
  }

  private static void check(List<String> items) {
    if (items.isEmpty() || items.size() > Takedown.MAX_ITEMS) {
      throw new ConfigurationException(
          "give 1 to " + Takedown.MAX_ITEMS + " item ids, not " + items.size());
    }
    for (String item : items) {
      if (item.isBlank()
          || item.getBytes(StandardCharsets.UTF_8).length > MAX_ID_BYTES
          || item.chars().anyMatch(Character::isISOControl)) {
        throw new ConfigurationException(
            "\""
                + item.replaceAll("\\p{Cntrl}", "?")
                + "\" is no item id: it is blank, longer than "
                + MAX_ID_BYTES
                + " bytes or holds a control character");
      }
    }
  }

  private static String told(Takedown made) {
    return (made.kind() == Takedown.Kind.TAKE_DOWN ? "taken down: " : "restored: ")
        + String.join(", ", made.itemIds())
        + "\nservers follow at their next look (serving.snapshots.poll), nights from now on\n";
  }

  private static String list(Map<String, Takedown> down, boolean json) {
    if (json) {
      JsonBuffer out = new JsonBuffer().raw("{\"taken_down\":[");
      String separator = "";
      for (Map.Entry<String, Takedown> entry : down.entrySet()) {
        out.raw(separator).raw("{\"item_id\":").text(entry.getKey());
        out.raw(",\"at\":").text(entry.getValue().at().toString());
        out.raw(",\"reason\":").text(entry.getValue().reason()).raw("}");
        separator = ",";
      }
      return new String(out.raw("]}\n").toBytes(), StandardCharsets.UTF_8);
    }
    if (down.isEmpty()) {
      return "nothing is taken down\n";
    }
    StringBuilder text = new StringBuilder();
    down.forEach(
        (item, takedown) ->
            text.append("%s  since %s  %s%n".formatted(item, takedown.at(), takedown.reason())));
    return text.toString();
  }
}
