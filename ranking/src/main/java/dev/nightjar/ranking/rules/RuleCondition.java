package dev.nightjar.ranking.rules;

import dev.nightjar.ranking.RequestContext;
import dev.nightjar.ranking.filter.ItemFilter;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When a rule holds: all parts that are given must be met. Immutable.
 *
 * @param from first moment, or null for always
 * @param until first moment at which it no longer holds, or null for ever
 * @param scenarios names of surfaces; empty means everywhere
 * @param context by name, the values of the request's context of which it must have one
 * @param segments the person's segment must be one of these; empty means anybody's
 * @param onScreen what the item on the screen must be like; none asks for no item
 */
public record RuleCondition(
    @Nullable Instant from,
    @Nullable Instant until,
    Set<String> scenarios,
    Map<String, Set<String>> context,
    Set<Integer> segments,
    ItemFilter onScreen) {
  /** Holds always. */
  public static final RuleCondition ALWAYS =
      new RuleCondition(null, null, Set.of(), Map.of(), Set.of(), ItemFilter.NONE);

  /** Checks the dates. */
  public RuleCondition {
    scenarios = Set.copyOf(scenarios);
    context = Map.copyOf(context);
    segments = Set.copyOf(segments);
    if (from != null && until != null && !from.isBefore(until)) {
      throw new IllegalArgumentException(
          "from is " + from + " and until " + until + "; until must be later");
    }
  }

  /** The same whatever the request's context. */
  public RuleCondition anywhere() {
    return new RuleCondition(from, until, scenarios, Map.of(), segments, onScreen);
  }

  /** Whether it can hold at a moment on a surface. */
  public boolean holds(Instant now, @Nullable String scenario) {
    return (from == null || !now.isBefore(from))
        && (until == null || now.isBefore(until))
        && (scenarios.isEmpty() || (scenario != null && scenarios.contains(scenario)));
  }

  /** Whether it can hold for a request from there and for somebody of that segment. */
  public boolean holds(RequestContext from, int segment) {
    return holds(from) && (segments.isEmpty() || segments.contains(segment));
  }

  /** Whether it can hold for a request from there. */
  public boolean holds(RequestContext from) {
    for (Map.Entry<String, Set<String>> wanted : context.entrySet()) {
      String value = from.value(wanted.getKey());
      if (value == null || !wanted.getValue().contains(value)) {
        return false;
      }
    }
    return true;
  }
}
