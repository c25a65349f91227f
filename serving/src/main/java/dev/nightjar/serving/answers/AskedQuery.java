package dev.nightjar.serving.answers;

import dev.nightjar.ranking.Recommendation;
import dev.nightjar.ranking.RecommendationQuery;
import dev.nightjar.serving.sessions.Session;
import java.util.ArrayList;
import java.util.List;

/**
 * A query with what could not be read for it, which the answer has to own up to.
 *
 * @param query what the pipeline is asked
 * @param missing names of what is missing from it; empty when all is well
 * @param session what is remembered of whoever asks; nothing where it may not be looked at
 */
record AskedQuery(RecommendationQuery query, List<String> missing, Session session) {
  AskedQuery {
    missing = List.copyOf(missing);
  }

  AskedQuery with(RecommendationQuery value) {
    return new AskedQuery(value, missing, session);
  }

  /** The same query, with one more thing missing. */
  AskedQuery lacking(String part) {
    List<String> more = new ArrayList<>(missing);
    more.add(part);
    return new AskedQuery(query, more, session);
  }

  /** The pipeline's answer, degraded by what it was not told too. */
  Recommendation own(Recommendation answer) {
    return missing.isEmpty() ? answer : answer.without(missing);
  }
}
