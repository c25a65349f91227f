package dev.nightjar.serving.recording;

import dev.nightjar.ranking.RankingParams;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
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
  private static final int DIGEST_CHARACTERS = 16;

  public RecordedRequest {
    withheld = List.copyOf(withheld);
  }

  /** Tells whether two servers ranked by the same settings. */
  public static String digest(RankingParams params) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(params.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, DIGEST_CHARACTERS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
