package dev.nightjar.ranking;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far one item came on the way to an answer.
 *
 * @param stage where its way ended
 * @param kept what kept it out, as a word; null unless it was kept out
 * @param place its place among the candidates that may be in the answer, from 1; 0 unless ranked
 * @param candidates how many candidates may be in the answer
 * @param score what it was ranked by; NaN unless ranked
 * @param lastScore the score of the last place of the answer; NaN for an empty one
 * @param rank its place in the answer, from 1; 0 when it is not in it
 * @param degraded names of what failed on the way; empty when all is well
 */
public record ItemTrace(
    Stage stage,
    @Nullable String kept,
    int place,
    int candidates,
    float score,
    float lastScore,
    int rank,
    List<String> degraded) {
  public ItemTrace {
    degraded = List.copyOf(degraded);
  }

  /** The same of a query from which these parts were missing. */
  public ItemTrace without(List<String> missing) {
    List<String> all = new ArrayList<>(missing);
    all.addAll(degraded);
    return new ItemTrace(stage, kept, place, candidates, score, lastScore, rank, all);
  }

  /** Where an item's way ended, the earliest first. */
  public enum Stage {
    /** A filter or a rule keeps it out. */
    KEPT_OUT("kept_out"),
    /** No source proposes it for this person now. */
    NOT_PROPOSED("not_proposed"),
    /** By the blend's weights it is not among those that the learned ranker is shown. */
    NOT_RANKED("not_ranked"),
    /** Others are ranked higher. */
    RANKED_LOWER("ranked_lower"),
    /** It is in the answer. */
    ANSWERED("answered");

    private final String id;

    Stage(String id) {
      this.id = id;
    }

    static Stage of(int rank, @Nullable String kept, boolean isProposed, boolean isRanked) {
      if (rank > 0) {
        return ANSWERED;
      } else if (kept != null) {
        return KEPT_OUT;
      } else if (!isProposed) {
        return NOT_PROPOSED;
      }
      return isRanked ? RANKED_LOWER : NOT_RANKED;
    }

    /** The stage's name in answers. */
    public String id() {
      return id;
    }
  }
}
