package dev.nightjar.ranking;

import dev.nightjar.contract.PersonOrder;
import dev.nightjar.contract.ScoredItems;
import dev.nightjar.ranking.filter.ItemPredicate;
import dev.nightjar.ranking.rules.Rule;
import dev.nightjar.ranking.rules.RuleEffect;
import dev.nightjar.ranking.store.Snapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The rules that hold for one query, over the items of its snapshot. A rule that the snapshot
 * cannot tell the items of is left out, and the answer says so. Not thread-safe; belongs to one
 * request.
 */
final class BoundRules {
  /** No rule holds. */
  static final BoundRules NONE = new BoundRules(List.of(), List.of());

  private static final String RULES = "rules";

  /** Among how many of the best candidates boosts and promotions look, at least. */
  private static final int LOOKED = 60;

  private static final int LOOKED_A_PLACE = 3;

  private final List<Move> moves;
  private final List<Bound<RuleEffect.Pin>> pins;
  private final List<Bound<RuleEffect.Slots>> slots;
  private final List<ItemPredicate> blocked;
  private final List<ItemPredicate> buried;
  private final int cap;
  private boolean buriedAreIn;

  /**
   * One rule.
   *
   * @param items which items it means
   */
  record Bound<E extends RuleEffect>(String name, E effect, ItemPredicate items) {}

  /**
   * What lifts or sinks items.
   *
   * @param factor by item; 1 for one that it does not mean
   */
  private record Move(String name, IntToDoubleFunction factor) {
    private static Move of(Bound<RuleEffect.Boost> boost) {
      double by = boost.effect().by();
      return new Move(boost.name(), item -> boost.items().test(item) ? by : 1);
    }

    private static Move of(Bound<RuleEffect.Sink> sink, Snapshot snapshot) {
      Map<Integer, Double> byItem = new HashMap<>();
      sink.effect().factors().forEach((id, by) -> byItem.put(snapshot.indexOf(id), by));
      return new Move(sink.name(), item -> byItem.getOrDefault(item, 1.0));
    }
  }

  private BoundRules(List<Bound<? extends RuleEffect>> rules, List<Move> moves) {
    this.moves = moves;
    pins = of(rules, RuleEffect.Pin.class);
    slots = of(rules, RuleEffect.Slots.class);
    blocked = of(rules, RuleEffect.Block.class).stream().map(Bound::items).toList();
    buried = of(rules, RuleEffect.Bury.class).stream().map(Bound::items).toList();
    cap =
        of(rules, RuleEffect.Cap.class).stream()
            .mapToInt(each -> each.effect().maxPerCategory())
            .min()
            .orElse(0);
  }

  /** The rules of a query that hold for it. */
  static BoundRules of(ResolvedQuery query, Degradation degradation) {
    if (query.query().rules().isEmpty()) {
      return NONE;
    }
    List<Bound<? extends RuleEffect>> bound = new ArrayList<>();
    for (Rule rule : query.query().rules()) {
      if (rule.when().holds(query.query().context(), query.segment())) {
        bound.addAll(degradation.orElse(List.of(), RULES, () -> bound(rule, query)));
      }
    }
    return bound.isEmpty() ? NONE : new BoundRules(bound, moves(bound, query.snapshot()));
  }

  private static List<Move> moves(List<Bound<? extends RuleEffect>> rules, Snapshot snapshot) {
    List<Move> moves = new ArrayList<>(0);
    of(rules, RuleEffect.Boost.class).forEach(boost -> moves.add(Move.of(boost)));
    of(rules, RuleEffect.Sink.class).forEach(sink -> moves.add(Move.of(sink, snapshot)));
    return moves;
  }

  private static List<Bound<? extends RuleEffect>> bound(Rule rule, ResolvedQuery query) {
    RuleFilters filters = query.scratch().ruleFilters;
    if (!rule.when().onScreen().isNone()) {
      String itemId = query.query().itemId();
      int item = itemId == null ? -1 : query.snapshot().indexOf(itemId);
      if (item < 0 || !filters.of(query.snapshot(), rule.when().onScreen()).test(item)) {
        return List.of();
      }
    }
    ItemPredicate items = filters.of(query.snapshot(), rule.effect().which());
    return List.of(new Bound<>(rule.name(), rule.effect(), items));
  }

  private static <E extends RuleEffect> List<Bound<E>> of(
      List<Bound<? extends RuleEffect>> rules, Class<E> kind) {
    List<Bound<E>> found = new ArrayList<>(0);
    for (Bound<? extends RuleEffect> rule : rules) {
      if (kind.isInstance(rule.effect())) {
        found.add(new Bound<>(rule.name(), kind.cast(rule.effect()), rule.items()));
      }
    }
    return found;
  }

  List<Bound<RuleEffect.Pin>> pins() {
    return pins;
  }

  List<Bound<RuleEffect.Slots>> slots() {
    return slots;
  }

  /** Whether some items are offered only where nothing else is left. */
  boolean bury() {
    return !buried.isEmpty();
  }

  /** From now on nothing else is left. */
  void letBuriedIn() {
    buriedAreIn = true;
  }

  /** Whether the item may be offered. */
  boolean allow(int item) {
    return !anyOf(blocked, item) && (buriedAreIn || !anyOf(buried, item));
  }

  /** Whether every item may be offered. */
  boolean allowAll() {
    return blocked.isEmpty() && (buriedAreIn || buried.isEmpty());
  }

  /** How many of the best candidates are needed for an answer of so many items. */
  int looked(int wanted) {
    return moves.isEmpty() && slots.isEmpty() ? wanted : Math.max(LOOKED, LOOKED_A_PLACE * wanted);
  }

  /** What the order looks at besides, within the limits of the rules. */
  Variety limited(Variety asked) {
    boolean tighter = cap > 0 && (asked.maxPerCategory() == 0 || asked.maxPerCategory() > cap);
    return tighter ? asked.withMaxPerCategory(cap) : asked;
  }

  /** The factor of each rule that lifts or sinks the item, by the name of the rule. */
  Map<String, Double> boosts(int item) {
    Map<String, Double> found = new TreeMap<>();
    for (Move move : moves) {
      double by = move.factor().applyAsDouble(item);
      if (by != 1) {
        found.merge(move.name(), by, (one, other) -> one * other);
      }
    }
    return found;
  }

  /**
   * A ranking with the items of boosts and sinks moved: what a score has beyond the worst one
   * looked at is multiplied. The worst counts as a place above nothing, so that it can rise too.
   */
  PersonOrder boosted(PersonOrder order) {
    int size = order.size();
    if (moves.isEmpty() || size == 0) {
      return order;
    }
    float[] scores = order.ranked().scores();
    double range = scores[0] - scores[size - 1];
    double floor = scores[size - 1] - (range > 0 ? range / size : 1);
    float[] moved = new float[size];
    for (int place = 0; place < size; place++) {
      double above = scores[place] - floor;
      int item = order.ranked().items()[place];
      for (Move move : moves) {
        above *= move.factor().applyAsDouble(item);
      }
      moved[place] = (float) (floor + above);
    }
    return inOrderOf(moved, order);
  }

  private static PersonOrder inOrderOf(float[] scores, PersonOrder order) {
    int[] places =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer place) -> -scores[place]))
            .mapToInt(Integer::intValue)
            .toArray();
    float[] sorted = new float[places.length];
    for (int i = 0; i < places.length; i++) {
      sorted[i] = scores[places[i]];
    }
    PersonOrder moved = order.at(places);
    return new PersonOrder(
        new ScoredItems(moved.ranked().items(), sorted), moved.strongest(), moved.proposers());
  }

  private static boolean anyOf(List<ItemPredicate> kinds, int item) {
    for (int i = 0; i < kinds.size(); i++) {
      if (kinds.get(i).test(item)) {
        return true;
      }
    }
    return false;
  }
}
