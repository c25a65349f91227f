package dev.nightjar.serving.recording;

import java.time.Instant;
import java.util.List;

/**
 * One answer with all that it depended on, so that it can be asked again: a line of
 * docs/formats/recorded-request.md, written and read by {@link RecordLines}.
 *
 * @param at when it was given
 * @param recommendationId the answer's id
 * @param snapshotId the snapshot that answered
 * @param settings digest of the ranking settings in force
 * @param withheld items of the snapshot that were taken down, ascending
 * @param asked what was asked
 * @param answer the answer's text without id and time
 */
@SuppressWarnings("ArrayRecordComponent")
public record RecordedRequest(
    Instant at,
    String recommendationId,
    String snapshotId,
    String settings,
    List<String> withheld,
    Asked asked,
    byte[] answer) {
  public RecordedRequest {
    withheld = List.copyOf(withheld);
  }
}
