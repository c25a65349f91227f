package dev.nightjar.serving.answers;

import dev.nightjar.ranking.Recommendation;
import dev.nightjar.ranking.RecommendationQuery;
import java.util.ArrayList;
import java.util.List;

/**
 * A query with what could not be read for it, which the answer has to own up to.
 *
 * @param query what the pipeline is asked
 * @param missing names of what is missing from it; empty when all is well
 */
record AskedQuery(RecommendationQuery query, List<String> missing) {
  AskedQuery {
    missing = List.copyOf(missing);
  }

  AskedQuery with(RecommendationQuery value) {
    return new AskedQuery(value, missing);
  }

  /** The same query, with one more thing missing. */
  AskedQuery lacking(String part) {
    List<String> more = new ArrayList<>(missing);
    more.add(part);
    return new AskedQuery(query, more);
  }

  /** The pipeline's answer, degraded by what it was not told too. */
  Recommendation own(Recommendation answer) {
    return missing.isEmpty() ? answer : answer.without(missing);
  }
}
