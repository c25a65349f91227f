package dev.nightjar.serving.rules;

import dev.nightjar.ranking.rules.Rule;
import dev.nightjar.ranking.rules.RuleEffect;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one file, in the order of their names. Immutable.
 *
 * @param rules all of them, whether they hold now or not
 */
public record RuleBook(List<Rule> rules) {
  public RuleBook {
    rules = rules.stream().sorted(Comparator.comparing(Rule::name)).toList();
  }

  /** The rules that can hold at a moment on a surface; null is a request that names none. */
  public List<Rule> inForce(Instant now, @Nullable String scenario) {
    if (rules.isEmpty()) {
      return rules;
    }
    List<Rule> found = new ArrayList<>(rules.size());
    for (Rule rule : rules) {
      if (rule.when().holds(now, scenario)) {
        found.add(rule);
      }
    }
    return found;
  }

  /** Those of {@link #inForce} that say what must not be offered at all. */
  public List<Rule> blocks(Instant now) {
    List<Rule> found = inForce(now, null);
    return found.isEmpty()
        ? found
        : found.stream().filter(rule -> rule.effect() instanceof RuleEffect.Block).toList();
  }
}
