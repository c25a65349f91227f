package dev.nightjar.ranking.rules;

import dev.nightjar.ranking.filter.ItemFilter;
import java.util.List;
import java.util.Map;

/** What a rule does to an answer. Immutable. */
public sealed interface RuleEffect {
  /** The items that are meant; any, where an effect means no items of its own. */
  default ItemFilter which() {
    return ItemFilter.NONE;
  }

  /**
   * Multiplies how far the score of the items stands out from the worst of those looked at.
   *
   * @param which the items
   * @param by above 1 lifts them, below 1 sinks them
   */
  record Boost(ItemFilter which, double by) implements RuleEffect {
    /** Beyond this everything else is out of the answer anyway. */
    public static final double MOST = 1_000;

    public Boost {
      some("boost", which);
      if (!(by > 0 && by <= MOST)) {
        throw new IllegalArgumentException("boost is " + by + "; it must be above 0, at most 1000");
      }
    }
  }

  /**
   * Sinks single items, each by a factor of its own, as a {@link Boost} below 1 does.
   *
   * @param factors by the item's id, above 0 and below 1
   */
  record Sink(Map<String, Double> factors) implements RuleEffect {
    public Sink {
      factors = Map.copyOf(factors);
      if (!factors.values().stream().allMatch(by -> by > 0 && by < 1)) {
        throw new IllegalArgumentException(
            "sink is " + factors + "; each factor must be above 0 and below 1");
      }
    }
  }

  /**
   * Offers the items only where an answer would be short without them.
   *
   * @param which the items
   */
  record Bury(ItemFilter which) implements RuleEffect {
    public Bury {
      some("bury", which);
    }
  }

  /**
   * Never offers the items.
   *
   * @param which the items
   */
  record Block(ItemFilter which) implements RuleEffect {
    public Block {
      some("block", which);
    }
  }

  /**
   * Gives items fixed places, one after the other; one that may not be offered is passed over.
   *
   * @param items their ids
   * @param at the first item's place, from 1
   */
  record Pin(List<String> items, int at) implements RuleEffect {
    public Pin {
      items = List.copyOf(items);
      if (items.isEmpty() || at < 1) {
        throw new IllegalArgumentException("pin needs at least one item, and a place from 1");
      }
    }
  }

  /**
   * Sees to it that of the first places, however many of them one looks at, at least a share holds
   * such items (the criterion of Zehlike et al., "FA*IR: A Fair Top-k Ranking Algorithm", CIKM
   * 2017, without its test of significance).
   *
   * @param which the items
   * @param share of the places, 0 to 1; rounded down
   */
  record Slots(ItemFilter which, double share) implements RuleEffect {
    public Slots {
      some("slots", which);
      if (!(share > 0 && share <= 1)) {
        throw new IllegalArgumentException(
            "slots is " + share + "; it must be a share above 0, at most 1");
      }
    }
  }

  /**
   * Limits how many items of one category an answer holds.
   *
   * @param maxPerCategory the limit; a lower one of the request holds
   */
  record Cap(int maxPerCategory) implements RuleEffect {
    public Cap {
      if (maxPerCategory < 1) {
        throw new IllegalArgumentException(
            "max_per_category is " + maxPerCategory + "; it must be at least 1");
      }
    }
  }

  private static void some(String effect, ItemFilter which) {
    if (which.isNone()) {
      throw new IllegalArgumentException(effect + " needs items, a filter that says which");
    }
  }
}
