package dev.nightjar.serving.recording;

import dev.nightjar.ranking.Recommendation;
import dev.nightjar.ranking.store.Snapshot;
import dev.nightjar.serving.http.JsonBuffer;
import java.util.Set;

/**
 * One answer as it was given. Snapshot and text belong to the thread that answered: they may be
 * read until {@link AnswerLog#answered} returns.
 *
 * @param asker whom it is for
 * @param gpc whether the browser refuses by Global Privacy Control
 * @param asked what was asked
 * @param given what was answered
 */
public record Answered(Asker asker, boolean gpc, Asked asked, Given given) {

  /**
   * What was answered.
   *
   * @param snapshot the snapshot that answered
   * @param withheld the items taken down at that moment
   * @param recommendation the answer
   * @param json the answer as it was written
   */
  public record Given(
      Snapshot snapshot, Set<String> withheld, Recommendation recommendation, JsonBuffer json) {}

  /** The id that the answer was given. */
  public String recommendationId() {
    return AnswerText.id(given.json());
  }
}
