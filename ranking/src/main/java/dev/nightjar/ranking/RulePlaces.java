package dev.nightjar.ranking;

import dev.nightjar.contract.PersonOrder;
import dev.nightjar.contract.Source;
import dev.nightjar.ranking.rules.RuleEffect;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts an answer together anew where rules give places away: a pinned item stands at its place, a
 * share of the places goes to the items of a promotion, everything else keeps its order. No item
 * comes in that the filters keep out. Not thread-safe; belongs to one request.
 */
final class RulePlaces {
  private static final double EXACT = 1e-9;

  private final Answer answer;
  private final ResolvedQuery query;
  private final PersonOrder looked;
  private final CandidateFilter filter;
  private final int places;
  private final Set<Integer> used = new HashSet<>();
  private final Map<Integer, RankedItem> taken = new HashMap<>();
  private final Map<Integer, RankedItem> pinned = new TreeMap<>();
  private final List<Promotion> promotions = new ArrayList<>();

  /** One promotion on its way: its items that are left, best first, and how many have a place. */
  private static final class Promotion {
    private final BoundRules.Bound<RuleEffect.Slots> rule;
    private final Deque<Integer> left = new ArrayDeque<>();
    private int placed;

    Promotion(BoundRules.Bound<RuleEffect.Slots> rule) {
      this.rule = rule;
    }

    int due(int places) {
      return (int) (rule.effect().share() * places + EXACT) - placed;
    }
  }

  private RulePlaces(
      Answer answer, ResolvedQuery query, PersonOrder looked, CandidateFilter filter) {
    this.answer = answer;
    this.looked = looked;
    this.query = query;
    this.filter = filter;
    places = query.query().n();
    answer.items().forEach(each -> taken.put(each.item(), each));
  }

  /**
   * Applies the rules of a query to its answer.
   *
   * @param looked the best candidates, also those that found no place
   */
  static void apply(
      Answer answer,
      ResolvedQuery query,
      PersonOrder looked,
      CandidateFilter filter,
      FewMatches matches) {
    BoundRules rules = query.rules();
    if (rules.pins().isEmpty() && rules.slots().isEmpty()) {
      return;
    }
    RulePlaces merge = new RulePlaces(answer, query, looked, filter);
    rules.pins().forEach(merge::pin);
    rules.slots().forEach(rule -> merge.promote(rule, matches));
    answer.replace(merge.merged());
  }

  private boolean mayStand(int item) {
    return item >= 0 && (taken.containsKey(item) || filter.keep(item, query));
  }

  private void pin(BoundRules.Bound<RuleEffect.Pin> rule) {
    int place = rule.effect().at() - 1;
    for (String id : rule.effect().items()) {
      int item = query.snapshot().indexOf(id);
      while (pinned.containsKey(place)) {
        place++;
      }
      if (place < places && mayStand(item) && used.add(item)) {
        pinned.put(place, placed(item, rule.name()));
      }
    }
  }

  /** An item that a rule gives a place, with the score that it was ranked by, if it was. */
  private RankedItem placed(int item, String rule) {
    RankedItem known = taken.get(item);
    if (known != null) {
      return new RankedItem(item, known.score(), known.source(), rule);
    }
    for (int place = 0; place < looked.size(); place++) {
      if (looked.ranked().items()[place] == item) {
        return new RankedItem(
            item, looked.ranked().scores()[place], looked.strongest()[place], rule);
      }
    }
    return new RankedItem(item, answer.below(), Source.POPULAR, rule);
  }

  private void promote(BoundRules.Bound<RuleEffect.Slots> rule, FewMatches matches) {
    Promotion promotion = new Promotion(rule);
    int most = promotion.due(places);
    for (RankedItem each : answer.items()) {
      offer(promotion, each.item());
    }
    for (int item : looked.ranked().items()) {
      offer(promotion, item);
    }
    if (promotion.left.size() < most) {
      matches.walk(
          query.snapshot(),
          rule.effect().which(),
          rule.items(),
          item -> {
            offer(promotion, item);
            return promotion.left.size() < most;
          });
    }
    promotions.add(promotion);
  }

  private void offer(Promotion promotion, int item) {
    if (promotion.rule.items().test(item)
        && !promotion.left.contains(item)
        && !used.contains(item)
        && mayStand(item)) {
      promotion.left.add(item);
    }
  }

  private List<RankedItem> merged() {
    List<RankedItem> merged = new ArrayList<>(places);
    Deque<RankedItem> rest = new ArrayDeque<>(answer.items());
    while (merged.size() < places) {
      RankedItem next = next(merged.size(), rest);
      if (next == null) {
        break;
      }
      used.add(next.item());
      merged.add(next);
      for (Promotion promotion : promotions) {
        promotion.placed += promotion.rule.items().test(next.item()) ? 1 : 0;
      }
    }
    return merged;
  }

  private @Nullable RankedItem next(int place, Deque<RankedItem> rest) {
    RankedItem pin = pinned.remove(place);
    if (pin != null) {
      return pin;
    }
    RankedItem next = firstUnused(rest);
    for (Promotion promotion : promotions) {
      boolean comesAnyway = next != null && promotion.rule.items().test(next.item());
      Integer item = promotion.due(place + 1) > 0 && !comesAnyway ? firstLeft(promotion) : null;
      if (item != null) {
        return placed(item, promotion.rule.name());
      }
    }
    if (next != null) {
      rest.remove();
      return next;
    }
    // The answer is shorter than the place of a pin: it stands at the end.
    return pinned.isEmpty() ? null : pinned.remove(pinned.keySet().iterator().next());
  }

  private @Nullable RankedItem firstUnused(Deque<RankedItem> rest) {
    while (!rest.isEmpty() && used.contains(rest.peek().item())) {
      rest.remove();
    }
    return rest.peek();
  }

  private @Nullable Integer firstLeft(Promotion promotion) {
    while (!promotion.left.isEmpty() && used.contains(promotion.left.peek())) {
      promotion.left.remove();
    }
    return promotion.left.poll();
  }
}
