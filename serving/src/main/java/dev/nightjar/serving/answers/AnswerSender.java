package dev.nightjar.serving.answers;

import dev.nightjar.ranking.RankedItem;
import dev.nightjar.ranking.Recommendation;
import dev.nightjar.ranking.store.Snapshot;
import dev.nightjar.serving.http.JsonBuffer;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends written answers. The tag covers what was recommended and not the id or the time of the
 * answer, so it is a weak one; a caller that already has these items gets 304. Thread-safe.
 */
final class AnswerSender {
  private static final String JSON = "application/json";
  private static final String SNAPSHOT_HEADER = "Nightjar-Snapshot";
  private static final String NO_SNAPSHOT = "none";
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  /**
   * Tags the answer; whether its caller has it already, and is told so instead of being sent it.
   */
  boolean isKnown(Context ctx, Snapshot snapshot, Recommendation answer, int salt) {
    String tag = "W/\"" + AnswerWriter.hex(hash(snapshot, answer, salt)) + "\"";
    HttpServletResponse response = ctx.res();
    response.setHeader("ETag", tag);
    String known = ctx.req().getHeader("If-None-Match");
    if (known == null || !known.contains(tag)) {
      return false;
    }
    response.setHeader(SNAPSHOT_HEADER, snapshot.manifest().snapshotId());
    ctx.status(304);
    return true;
  }

  /** An answer; where it has no tag of its items, the hash of its bytes is one. */
  void plain(Context ctx, JsonBuffer json, @Nullable Snapshot snapshot) throws IOException {
    HttpServletResponse response = ctx.res();
    if (!response.containsHeader("ETag")) {
      response.setHeader("ETag", "W/\"" + AnswerWriter.hex(hash(json)) + "\"");
    }
    response.setHeader(
        SNAPSHOT_HEADER, snapshot == null ? NO_SNAPSHOT : snapshot.manifest().snapshotId());
    response.setContentType(JSON);
    response.setContentLength(json.length());
    response.getOutputStream().write(json.array(), 0, json.length());
  }

  private static long hash(Snapshot snapshot, Recommendation answer, int salt) {
    long hash = FNV_OFFSET + salt;
    hash = (hash ^ snapshot.manifest().snapshotId().hashCode()) * FNV_PRIME;
    hash = (hash ^ answer.mode().ordinal()) * FNV_PRIME;
    List<RankedItem> items = answer.items();
    for (int i = 0; i < items.size(); i++) {
      hash = (hash ^ items.get(i).item()) * FNV_PRIME;
      hash = (hash ^ Float.floatToIntBits(items.get(i).score())) * FNV_PRIME;
    }
    return hash ^ (hash >>> 29);
  }

  private static long hash(JsonBuffer json) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < json.length(); i++) {
      hash = (hash ^ json.array()[i]) * FNV_PRIME;
    }
    return hash;
  }
}
