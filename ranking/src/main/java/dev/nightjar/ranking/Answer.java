package dev.nightjar.ranking;

import dev.nightjar.contract.PersonOrder;
import dev.nightjar.contract.Source;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer on its way: items taken so far and the highest rung of the ladder that gave one. Not
 * thread-safe; belongs to one request.
 */
final class Answer {
  private static final int PERSONAL = bits(Source.Kind.PERSONAL);
  private static final int SESSION = bits(Source.Kind.LIVE);
  private static final int SEGMENT = PersonOrder.bit(Source.SEGMENT);

  private final ResolvedQuery query;
  private final List<RankedItem> items;
  private Mode mode = Mode.POPULAR;
  private float lowest = 0;
  private int deepFrom;
  private int deepUntil;
  private Recommendation.@Nullable Drawn drawn;

  Answer(ResolvedQuery query) {
    this.query = query;
    items = new ArrayList<>(query.query().n());
  }

  /**
   * Takes a ranked candidate with the score that it was ranked by.
   *
   * @param proposers the sources that gave it a score, each by its {@linkplain PersonOrder#bit bit}
   */
  void take(int item, float ranked, Source strongest, int proposers) {
    rest(proposers);
    add(item, ranked, strongest);
  }

  /** Takes an item that no candidate list held, below all that are in. */
  void fill(int item, Source source) {
    rest(PersonOrder.bit(source));
    add(item, below(), source);
  }

  /** Takes an item from the rest of the catalogue; no other is taken between two of these. */
  void fillDeeper(int item) {
    deepFrom = deepUntil == 0 ? items.size() : deepFrom;
    fill(item, Source.POPULAR);
    deepUntil = items.size();
  }

  /** The items taken so far, best first. */
  List<RankedItem> items() {
    return List.copyOf(items);
  }

  /** The score of an item that nobody ranked: below all that are in. */
  float below() {
    return Math.min(0, lowest);
  }

  /** Has these items from now on. */
  void replace(List<RankedItem> with) {
    items.clear();
    items.addAll(with);
    items.forEach(each -> query.exclude(each.item()));
    deepUntil = Math.min(deepUntil, items.size());
  }

  int size() {
    return items.size();
  }

  /** The last place but some that no rule gave away, or -1. */
  int lastWithoutRule(int but) {
    int place = items.size() - but - 1;
    while (place >= 0 && items.get(place).rule() != null) {
      place--;
    }
    return place;
  }

  /** Notes that a draw decided a place, and how likely it was to go as it went. */
  void drawn(int place, double chance) {
    drawn = new Recommendation.Drawn(place, chance);
  }

  boolean full() {
    return items.size() >= query.query().n();
  }

  /**
   * Takes the last items out again that no rule put in, until so many have room.
   *
   * @return how many have room
   */
  int makeRoom(int wanted) {
    int room = query.query().n() - items.size();
    for (int place = items.size() - 1; place >= 0 && room < wanted; place--) {
      if (items.get(place).rule() == null) {
        items.remove(place);
        room++;
      }
    }
    deepUntil = Math.min(deepUntil, items.size());
    return Math.min(room, wanted);
  }

  Recommendation toRecommendation(List<String> degraded) {
    return new Recommendation(items, mode, degraded, query.segment(), filtered(), drawn);
  }

  private Recommendation.@Nullable Filtered filtered() {
    return query.query().filter().isNone()
        ? null
        : new Recommendation.Filtered(
            Math.max(0, deepUntil - deepFrom),
            query.query().n() - items.size(),
            query.filter().unknown());
  }

  private void add(int item, float score, Source source) {
    items.add(new RankedItem(item, score, source));
    lowest = Math.min(lowest, score);
    query.exclude(item);
  }

  private void rest(int proposers) {
    Mode on =
        (proposers & PERSONAL) != 0
            ? Mode.PERSONAL
            : (proposers & SESSION) != 0
                ? Mode.SESSION
                : (proposers & SEGMENT) != 0 ? Mode.SEGMENT : Mode.POPULAR;
    if (on.compareTo(mode) < 0) {
      mode = on;
    }
  }

  private static int bits(Source.Kind kind) {
    int bits = 0;
    for (Source source : Source.values()) {
      bits |= source.kind() == kind ? PersonOrder.bit(source) : 0;
    }
    return bits;
  }
}
