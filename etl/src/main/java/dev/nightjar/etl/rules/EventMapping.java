package dev.nightjar.etl.rules;

import java.io.Serializable;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The meaning of every event name that has one.
 *
 * @param rules one rule a name, in no particular order
 */
public record EventMapping(List<EventRule> rules) implements Serializable {

  public EventMapping {
    rules = List.copyOf(rules);
    IngestRules.require(!rules.isEmpty(), "the mapping names no event");
    Set<String> names = new TreeSet<>();
    for (EventRule rule : rules) {
      IngestRules.require(names.add(rule.event()), "\"" + rule.event() + "\" is mapped twice");
    }
  }

  /** Names that are mapped. */
  public Set<String> events() {
    Set<String> names = new TreeSet<>();
    rules.forEach(rule -> names.add(rule.event()));
    return names;
  }
}
