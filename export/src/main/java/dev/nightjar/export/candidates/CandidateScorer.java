package dev.nightjar.export.candidates;

import dev.nightjar.contract.OwnItems;
import dev.nightjar.contract.ScoredItems;
import dev.nightjar.contract.Source;
import dev.nightjar.contract.UserRecord;
import dev.nightjar.training.scoring.ItemFactors;
import dev.nightjar.training.scoring.NeighborIndex;
import dev.nightjar.training.scoring.Ranked;
import dev.nightjar.training.scoring.TopK;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * One person's history to the candidates of each personal source. Every item is scored exactly, no
 * approximate search. Seen and unseen items have a list each, so that neither policy is left short
 * by the other; the two are stored as one, best first, the best score being 1. Holds scratch space:
 * one thread, one instance a task.
 */
public final class CandidateScorer {
  private final ScoringModel model;
  private final CandidateParams params;
  private final int[] factorItems;
  private final int[] neighborItems;
  private final int[] neighborOf;
  private final float[] scores;
  private final NeighborIndex.Scorer neighborScorer;
  private final NeighborIndex.Scorer transitionScorer;
  private final BitSet seen = new BitSet();
  private final BitSet dismissed = new BitSet();
  private final BitSet notUnseen = new BitSet();
  private final BitSet notSeen = new BitSet();
  private final TopK unseenBest;
  private final TopK seenBest;

  /** Prepares the scratch space. */
  public CandidateScorer(ScoringModel model, CandidateParams params) {
    this.model = model;
    this.params = params;
    factorItems = model.factorItems();
    neighborItems = model.neighborItems();
    neighborOf = new int[model.items().size()];
    Arrays.fill(neighborOf, -1);
    for (int i = 0; i < neighborItems.length; i++) {
      if (neighborItems[i] >= 0) {
        neighborOf[neighborItems[i]] = i;
      }
    }
    scores = new float[factorItems.length];
    neighborScorer = model.neighbors().scorer();
    transitionScorer = model.transitions().scorer();
    unseenBest = new TopK(params.perSource());
    seenBest = new TopK(params.perSource());
  }

  /** What the snapshot holds of this person. */
  public UserRecord score(PersonHistory person) {
    seen.clear();
    dismissed.clear();
    for (int i = 0; i < person.size(); i++) {
      int item = person.items()[i];
      if (item >= 0 && person.dismissed()[i]) {
        dismissed.set(item);
      }
      if (item >= 0 && person.seen()[i]) {
        seen.set(item);
      }
    }
    markNeighbors();
    Map<Source, ScoredItems> candidates = new EnumMap<>(Source.class);
    keep(Source.ALS, factorCandidates(person), candidates);
    keep(
        Source.ITEM_ITEM,
        pointedAt(person, neighborScorer, (i, met) -> Math.log1p(person.preferences()[i])),
        candidates);
    keep(
        Source.TRANSITIONS,
        pointedAt(person, transitionScorer, (i, met) -> Math.pow(params.sequenceDecay(), met)),
        candidates);
    keep(Source.OWN_PAST, ownPast(person), candidates);
    return new UserRecord(
        person.segment(),
        seen.stream().toArray(),
        dismissed.stream().toArray(),
        candidates,
        own(person));
  }

  /** What the person did with the items of the snapshot, in the order of their indexes. */
  private static OwnItems own(PersonHistory person) {
    int[] places =
        IntStream.range(0, person.size())
            .filter(i -> person.items()[i] >= 0 && person.positives()[i] > 0)
            .boxed()
            .sorted(Comparator.comparingInt(i -> person.items()[i]))
            .mapToInt(i -> i)
            .toArray();
    int[] items = new int[places.length];
    float[] counts = new float[places.length];
    float[] days = new float[places.length];
    float[] decayed = new float[places.length];
    float[] daysSince = new float[places.length];
    float[] spans = new float[places.length];
    for (int i = 0; i < places.length; i++) {
      items[i] = person.items()[places[i]];
      counts[i] = person.positives()[places[i]];
      days[i] = person.days()[places[i]];
      decayed[i] = person.ownScores()[places[i]];
      daysSince[i] = person.daysSince()[places[i]];
      spans[i] = person.spans()[places[i]];
    }
    return new OwnItems(items, counts, days, decayed, daysSince, spans);
  }

  private ScoredItems factorCandidates(PersonHistory person) {
    ItemFactors factors = model.factors();
    float[] own = person.factors();
    if (own == null || factors.size() == 0) {
      return ScoredItems.NONE;
    }
    begin(person);
    factors.scoreAll(own, scores);
    for (int i = 0; i < scores.length; i++) {
      offer(factorItems[i], scores[i]);
    }
    return merged(unseenBest.drain(), seenBest.drain());
  }

  /** Which items of the neighbours neither list may hold, once for all that points at items. */
  private void markNeighbors() {
    for (int i = 0; i < neighborItems.length; i++) {
      int item = neighborItems[i];
      boolean offered = offered(item);
      notUnseen.set(i, !offered || seen.get(item));
      notSeen.set(i, !offered || !seen.get(item));
    }
  }

  /** What an item of a history weighs, by its place and by how many items that count are newer. */
  private interface Weight {
    double of(int place, int newer);
  }

  /** What the person's newest items point at. */
  private ScoredItems pointedAt(PersonHistory person, NeighborIndex.Scorer scorer, Weight weight) {
    int count = Math.min(person.size(), params.historyItems());
    int[] items = new int[count];
    float[] weights = new float[count];
    int met = 0;
    for (int i = 0; i < count; i++) {
      int item = person.items()[i];
      boolean counts = item >= 0 && person.preferences()[i] > 0 && !person.dismissed()[i];
      items[i] = counts ? neighborOf[item] : -1;
      weights[i] = counts ? (float) weight.of(i, met++) : 0;
    }
    begin(person);
    scorer.offer(items, weights, notUnseen, unseenBest);
    scorer.offer(items, weights, notSeen, seenBest);
    return merged(
        renumbered(unseenBest.drain(), neighborItems), renumbered(seenBest.drain(), neighborItems));
  }

  private ScoredItems ownPast(PersonHistory person) {
    begin(person);
    for (int i = 0; i < person.size(); i++) {
      offer(person.items()[i], person.ownScores()[i]);
    }
    return merged(unseenBest.drain(), seenBest.drain());
  }

  private void begin(PersonHistory person) {
    long seed = TopK.mix(person.personId().hashCode());
    unseenBest.reset(seed);
    seenBest.reset(seed);
  }

  private void offer(int item, float score) {
    if (score > 0 && offered(item)) {
      (seen.get(item) ? seenBest : unseenBest).offer(item, score);
    }
  }

  private boolean offered(int item) {
    return item >= 0 && model.items().available(item) && !dismissed.get(item);
  }

  private static void keep(Source source, ScoredItems list, Map<Source, ScoredItems> into) {
    if (list.size() > 0) {
      into.put(source, list);
    }
  }

  private static Ranked renumbered(Ranked list, int[] numbers) {
    int[] items = new int[list.size()];
    for (int i = 0; i < items.length; i++) {
      items[i] = numbers[list.items()[i]];
    }
    return new Ranked(items, list.scores());
  }

  /** Two lists, best first, as one, divided by the best score. */
  private static ScoredItems merged(Ranked a, Ranked b) {
    int size = a.size() + b.size();
    int[] items = new int[size];
    float[] scores = new float[size];
    int atA = 0;
    int atB = 0;
    for (int i = 0; i < size; i++) {
      boolean first = atB == b.size() || (atA < a.size() && a.scores()[atA] >= b.scores()[atB]);
      items[i] = first ? a.items()[atA] : b.items()[atB];
      scores[i] = first ? a.scores()[atA++] : b.scores()[atB++];
    }
    float best = size == 0 ? 1 : scores[0];
    for (int i = 0; i < size; i++) {
      scores[i] /= best;
    }
    return new ScoredItems(items, scores);
  }
}
