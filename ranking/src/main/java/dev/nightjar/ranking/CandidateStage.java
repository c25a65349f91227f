package dev.nightjar.ranking;

import dev.nightjar.contract.ItemList;
import dev.nightjar.contract.ScoredItems;
import dev.nightjar.contract.Source;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** Asks the sources, leaving out those whose weight is 0. Thread-safe. */
final class CandidateStage {
  private static final Source[] SOURCES = Source.values();

  private final CandidateSource[] sources = new CandidateSource[SOURCES.length];

  /**
   * @param sources how to fetch each source; one that is missing has no candidates
   */
  CandidateStage(Map<Source, CandidateSource> sources) {
    Arrays.fill(this.sources, (CandidateSource) query -> ScoredItems.NONE);
    sources.forEach((source, fetcher) -> this.sources[source.ordinal()] = fetcher);
  }

  /** The sources there are, each by its one way of fetching. */
  static Map<Source, CandidateSource> standardSources(RankingParams params) {
    Map<Source, CandidateSource> sources = new EnumMap<>(Source.class);
    sources.put(Source.ALS, new StoredSource(Source.ALS));
    sources.put(Source.ITEM_ITEM, new StoredSource(Source.ITEM_ITEM));
    sources.put(Source.OWN_PAST, new StoredSource(Source.OWN_PAST));
    sources.put(Source.TRANSITIONS, new StoredSource(Source.TRANSITIONS));
    sources.put(
        Source.SESSION,
        new SessionSource(
            params.sessionHalfLifeEvents(), params.sessionMaxEvents(), params.sessionCandidates()));
    sources.put(Source.SEGMENT, new SegmentSource());
    sources.put(Source.RECENT, new ListSource(ItemList.RECENT));
    sources.put(Source.POPULAR, new ListSource(ItemList.POPULAR));
    return sources;
  }

  Candidates fetch(ResolvedQuery query, BlendWeights weights, Degradation degradation) {
    ScoredItems[] found = new ScoredItems[SOURCES.length];
    for (Source source : SOURCES) {
      int ordinal = source.ordinal();
      found[ordinal] =
          weights.weight(ordinal) == 0
              ? ScoredItems.NONE
              : degradation.orElse(
                  ScoredItems.NONE, source.id(), () -> sources[ordinal].fetch(query));
    }
    return new Candidates(found);
  }
}
