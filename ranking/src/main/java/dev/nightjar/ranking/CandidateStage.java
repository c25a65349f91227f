package dev.nightjar.ranking;

import dev.nightjar.contract.ItemList;
import dev.nightjar.contract.ScoredItems;
import dev.nightjar.contract.Source;
import dev.nightjar.ranking.store.Snapshot;
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
    for (Source source : SOURCES) {
      if (source.kind() == Source.Kind.PERSONAL) {
        sources.put(source, new StoredSource(source));
      }
    }
    sources.put(Source.SESSION, new SessionSource(Snapshot::neighbors, params));
    sources.put(Source.SESSION_NEXT, new SessionSource(Snapshot::next, params));
    sources.put(Source.SESSION_KNN, new SessionKnnSource(params));
    sources.put(Source.FOLD_IN, new FoldInSource(params));
    sources.put(Source.SEGMENT, new SegmentSource());
    sources.put(Source.RISING, new ListSource(ItemList.RISING));
    sources.put(Source.RECENT, new ListSource(ItemList.RECENT));
    sources.put(Source.POPULAR, new ListSource(ItemList.POPULAR));
    sources.keySet().removeAll(params.off());
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
