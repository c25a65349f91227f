package dev.nightjar.export.candidates;

import dev.nightjar.contract.OwnItems;
import dev.nightjar.contract.ScoredItems;
import dev.nightjar.contract.Source;
import dev.nightjar.contract.UserRecord;
import dev.nightjar.training.scoring.ItemFactors;
import dev.nightjar.training.scoring.NeighborIndex;
import dev.nightjar.training.scoring.Ranked;
import dev.nightjar.training.scoring.TopK;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Persons' histories to the candidates of each personal source. Every item is scored exactly, no
 * approximate search, and by factors for a block of persons at once. Seen and unseen items have a
 * list each, so that neither policy is left short by the other; the two are stored as one, best
 * first, the best score being 1. Holds scratch space: one thread, one instance a task.
 */
public final class CandidateScorer {
  private final ScoringModel model;
  private final CandidateParams params;
  private final int[] factorItems;
  private final NeighborIndex.Scorer neighborScorer;
  private final NeighborIndex.Scorer transitionScorer;
  private final NeighborIndex.Scorer contentScorer;
  private final Lists[] block = new Lists[ItemFactors.BLOCK];
  private final BitSet notUnseen = new BitSet();
  private final BitSet notSeen = new BitSet();
  private final BitSet notNewcomer = new BitSet();

  /** Prepares the scratch space. */
  public CandidateScorer(ScoringModel model, CandidateParams params) {
    this.model = model;
    this.params = params;
    factorItems = model.factorItems();
    neighborScorer = model.neighbors().scorer();
    transitionScorer = model.transitions().scorer();
    contentScorer = model.content().scorer();
    notNewcomer.set(0, model.items().size());
    notNewcomer.andNot(model.newcomers());
    Arrays.setAll(block, i -> new Lists(params.perSource()));
  }

  /** What the snapshot holds of these persons, in their order. */
  public List<UserRecord> score(List<PersonHistory> persons) {
    List<UserRecord> records = new ArrayList<>(persons.size());
    for (int from = 0; from < persons.size(); from += block.length) {
      List<PersonHistory> some =
          persons.subList(from, Math.min(persons.size(), from + block.length));
      ScoredItems[] byFactors = factorCandidates(some);
      for (int i = 0; i < byFactors.length; i++) {
        records.add(record(some.get(i), block[i], byFactors[i]));
      }
    }
    return records;
  }

  /** The items that a person has seen and dismissed, and the best of the others and of the seen. */
  private final class Lists {
    private final BitSet seen = new BitSet();
    private final BitSet dismissed = new BitSet();
    private final TopK unseenBest;
    private final TopK seenBest;

    Lists(int perSource) {
      unseenBest = new TopK(perSource);
      seenBest = new TopK(perSource);
    }

    void start(PersonHistory person) {
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
      begin(person);
    }

    void begin(PersonHistory person) {
      long seed = TopK.mix(person.personId().hashCode());
      unseenBest.reset(seed);
      seenBest.reset(seed);
    }

    void offer(int item, float score) {
      if (score > 0 && offered(item)) {
        (seen.get(item) ? seenBest : unseenBest).offer(item, score);
      }
    }

    /** Scores of the factors' items, most of which are too low for a list that is full. */
    void offerTile(int from, int to, float[] scores) {
      for (int i = from; i < to; i++) {
        float score = scores[i - from];
        if (score >= unseenBest.least() || (factorItems[i] >= 0 && seen.get(factorItems[i]))) {
          offer(factorItems[i], score);
        }
      }
    }

    boolean offered(int item) {
      return item >= 0 && model.items().available(item) && !dismissed.get(item);
    }

    ScoredItems drain() {
      return merged(unseenBest.drain(), seenBest.drain());
    }
  }

  private UserRecord record(PersonHistory person, Lists lists, ScoredItems byFactors) {
    markPointedAt(lists);
    Map<Source, ScoredItems> candidates = new EnumMap<>(Source.class);
    keep(Source.ALS, byFactors, candidates);
    keep(
        Source.ITEM_ITEM,
        pointedAt(person, lists, neighborScorer, (i, met) -> Math.log1p(person.preferences()[i])),
        candidates);
    keep(
        Source.TRANSITIONS,
        pointedAt(
            person, lists, transitionScorer, (i, met) -> Math.pow(params.sequenceDecay(), met)),
        candidates);
    keep(
        Source.CONTENT,
        pointedAt(person, lists, contentScorer, (i, met) -> Math.log1p(person.preferences()[i])),
        candidates);
    if (!model.newcomers().isEmpty()) {
      keep(Source.NEWCOMERS, newcomers(person, lists), candidates);
    }
    keep(Source.OWN_PAST, ownPast(person, lists), candidates);
    return new UserRecord(
        person.segment(),
        lists.seen.stream().toArray(),
        lists.dismissed.stream().toArray(),
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

  /** A list a person, empty for one without factors. */
  private ScoredItems[] factorCandidates(List<PersonHistory> persons) {
    float[][] factors = new float[persons.size()][];
    int[] places = new int[persons.size()];
    int count = 0;
    for (int i = 0; i < persons.size(); i++) {
      block[i].start(persons.get(i));
      float[] own = persons.get(i).factors();
      if (own != null && model.factors().size() > 0) {
        factors[count] = own;
        places[count++] = i;
      }
    }
    model
        .factors()
        .scoreAll(
            factors, count, (p, from, to, scores) -> block[places[p]].offerTile(from, to, scores));
    ScoredItems[] lists = new ScoredItems[persons.size()];
    Arrays.setAll(lists, i -> block[i].drain());
    return lists;
  }

  /** Which items neither list may hold, once for all that points at items. */
  private void markPointedAt(Lists lists) {
    for (int item = 0; item < model.items().size(); item++) {
      boolean offered = lists.offered(item);
      notUnseen.set(item, !offered || lists.seen.get(item));
      notSeen.set(item, !offered || !lists.seen.get(item));
    }
  }

  /** What an item of a history weighs, by its place and by how many items that count are newer. */
  private interface Weight {
    double of(int place, int newer);
  }

  /** The newcomers whose texts are most like those of the person's items. */
  private ScoredItems newcomers(PersonHistory person, Lists lists) {
    notUnseen.or(notNewcomer);
    notSeen.set(0, model.items().size());
    return pointedAt(person, lists, contentScorer, (i, met) -> Math.log1p(person.preferences()[i]));
  }

  /** What the person's newest items point at. */
  private ScoredItems pointedAt(
      PersonHistory person, Lists lists, NeighborIndex.Scorer scorer, Weight weight) {
    int count = Math.min(person.size(), params.historyItems());
    int[] items = new int[count];
    float[] weights = new float[count];
    int met = 0;
    for (int i = 0; i < count; i++) {
      int item = person.items()[i];
      boolean counts = item >= 0 && person.preferences()[i] > 0 && !person.dismissed()[i];
      items[i] = counts ? item : -1;
      weights[i] = counts ? (float) weight.of(i, met++) : 0;
    }
    lists.begin(person);
    scorer.offer(items, weights, notUnseen, lists.unseenBest);
    scorer.offer(items, weights, notSeen, lists.seenBest);
    return lists.drain();
  }

  private static ScoredItems ownPast(PersonHistory person, Lists lists) {
    lists.begin(person);
    for (int i = 0; i < person.size(); i++) {
      lists.offer(person.items()[i], person.ownScores()[i]);
    }
    return lists.drain();
  }

  private static void keep(Source source, ScoredItems list, Map<Source, ScoredItems> into) {
    if (list.size() > 0) {
      into.put(source, list);
    }
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
