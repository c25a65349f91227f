package dev.nightjar.serving.answers;

import dev.nightjar.contract.SnapshotManifest;
import dev.nightjar.contract.Source;
import dev.nightjar.contract.UserRecord;
import dev.nightjar.ranking.ItemTrace;
import dev.nightjar.ranking.RankedItem;
import dev.nightjar.ranking.Reasons;
import dev.nightjar.ranking.Recommendation;
import dev.nightjar.ranking.store.Snapshot;
import dev.nightjar.serving.http.JsonBuffer;
import dev.nightjar.serving.recording.AnswerText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Writes answers as JSON by hand. Thread-safe; the buffer belongs to the calling thread until its
 * next answer.
 */
final class AnswerWriter {
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private final ThreadLocal<JsonBuffer> buffers = ThreadLocal.withInitial(JsonBuffer::new);
  private final MetadataCache metadata = new MetadataCache();
  private volatile @Nullable Origin lastOrigin;

  /** One answer of a batch, with what is told of its items. */
  record ToldAnswer(Recommendation answer, Told told) {}

  /** What {@code meta} says of a snapshot, encoded once. */
  private record Origin(SnapshotManifest manifest, String json) {}

  /** A whole answer of recommendations. */
  JsonBuffer recommendation(
      Snapshot snapshot,
      Recommendation answer,
      RecommendationRequest request,
      Told told,
      long startNanos) {
    JsonBuffer out = buffers.get().clear().raw("{");
    answer(out, snapshot, answer, request.options(), told);
    basis(out.raw(",\"meta\":{").raw(origin(snapshot)).raw(","), answer);
    time(out, startNanos);
    Cursor cursor = request.options().cursor();
    if (cursor != null) {
      Cursor next = cursor.after(snapshot, answer, request.n());
      out.raw(",\"next_cursor\":");
      if (next == null) {
        out.raw("null");
      } else {
        out.text(next.text());
      }
    }
    return out.raw("}}");
  }

  /** The answers to a batch, in the order of its users. */
  JsonBuffer batch(
      Snapshot snapshot, BatchRequest batch, List<ToldAnswer> answers, long startNanos) {
    JsonBuffer out = buffers.get().clear().raw("{\"answers\":[");
    for (int i = 0; i < answers.size(); i++) {
      out.raw(i == 0 ? "" : ",");
      ofUser(out, snapshot, batch, i, answers.get(i));
    }
    return end(out.raw("],\"meta\":{").raw(origin(snapshot)), startNanos);
  }

  /** The answer to the only user of a batch, as the batch would have it. */
  JsonBuffer line(Snapshot snapshot, BatchRequest alone, ToldAnswer answer) {
    JsonBuffer out = buffers.get().clear();
    ofUser(out, snapshot, alone, 0, answer);
    return out;
  }

  private void ofUser(
      JsonBuffer out, Snapshot snapshot, BatchRequest batch, int user, ToldAnswer answer) {
    out.raw("{\"user_id\":").text(batch.userIds().get(user)).raw(",");
    answer(out, snapshot, answer.answer(), batch.base().options(), answer.told());
    basis(out.raw(",\"meta\":{"), answer.answer()).raw("}}");
  }

  private void answer(
      JsonBuffer out,
      Snapshot snapshot,
      Recommendation answer,
      RecommendationRequest.Options options,
      Told told) {
    id(out).raw(",\"items\":[");
    List<RankedItem> items = answer.items();
    for (int i = 0; i < items.size(); i++) {
      RankedItem item = items.get(i);
      out.raw(i == 0 ? "{\"item_id\":" : ",{\"item_id\":").text(snapshot.itemId(item.item()));
      out.raw(",\"rank\":").number(i + 1L).raw(",\"score\":").number(item.score());
      out.raw(",\"source\":\"").raw(item.origin()).raw("\"");
      if (item.rule() != null) {
        out.raw(",\"rule\":").text(item.rule());
      }
      if (!told.sentences().isEmpty()) {
        out.raw(",\"sentence\":").text(told.sentences().get(i));
      }
      Reasons reasons = told.reasons();
      if (reasons != null) {
        ReasonWriter.write(out, snapshot, reasons, item.item());
      }
      if (options.metadata()) {
        out.raw(",\"metadata\":").raw(metadata.metadata(snapshot, item.item()));
      }
      out.raw("}");
    }
    out.raw("]");
  }

  /** How far one item comes for somebody, and why. */
  JsonBuffer traced(
      Snapshot snapshot, int item, ItemTrace trace, Reasons reasons, long startNanos) {
    JsonBuffer out = buffers.get().clear().raw("{\"item_id\":").text(snapshot.itemId(item));
    out.raw(",\"stage\":\"").raw(trace.stage().id()).raw("\"");
    if (trace.kept() != null) {
      out.raw(",\"kept_out_by\":").text(trace.kept());
    }
    if (trace.rank() > 0) {
      out.raw(",\"rank\":").number(trace.rank());
    }
    if (trace.place() > 0) {
      out.raw(",\"place\":").number(trace.place()).raw(",\"score\":").number(trace.score());
    }
    out.raw(",\"candidates\":").number(trace.candidates());
    if (!Float.isNaN(trace.lastScore())) {
      out.raw(",\"last_score\":").number(trace.lastScore());
    }
    ReasonWriter.write(out, snapshot, reasons, item);
    degraded(out.raw(",\"meta\":{").raw(origin(snapshot)), trace.degraded());
    return end(out, startNanos);
  }

  /** Given items in order, with what is known of them. */
  JsonBuffer ranked(
      Snapshot snapshot, List<ItemRanking.Place> places, Recommendation basis, long startNanos) {
    JsonBuffer out = begin();
    for (int i = 0; i < places.size(); i++) {
      ItemRanking.Place place = places.get(i);
      out.raw(i == 0 ? "{\"item_id\":" : ",{\"item_id\":").text(place.itemId());
      out.raw(",\"rank\":").number(i + 1L).raw(",\"score\":").number(place.score());
      out.raw(",\"source\":");
      Source source = place.source();
      if (source == null) {
        out.raw("null}");
      } else {
        out.raw("\"").raw(source.id()).raw("\"}");
      }
    }
    return meta(out.raw("],\"meta\":{").raw(origin(snapshot)), basis, startNanos);
  }

  /**
   * Items of the shipped list, while there is no snapshot.
   *
   * @param sentence what end users are told of each; null where nobody asked
   */
  JsonBuffer bundled(List<String> itemIds, int n, @Nullable String sentence, long startNanos) {
    JsonBuffer out = begin();
    for (int i = 0; i < Math.min(n, itemIds.size()); i++) {
      out.raw(i == 0 ? "{\"item_id\":" : ",{\"item_id\":").text(itemIds.get(i));
      out.raw(",\"rank\":").number(i + 1L).raw(",\"score\":0,\"source\":\"bundled\"");
      if (sentence != null) {
        out.raw(",\"sentence\":").text(sentence);
      }
      out.raw("}");
    }
    out.raw("],\"meta\":{\"snapshot\":null,\"model_version\":null,\"mode\":\"bundled\"");
    return end(out.raw(",\"degraded\":[\"snapshot\"]"), startNanos);
  }

  /** A segment with its name. */
  JsonBuffer segment(Snapshot snapshot, int segment, List<String> degraded, long startNanos) {
    JsonBuffer out = buffers.get().clear();
    String name = snapshot.manifest().segments().get(Integer.toString(segment));
    boolean none = segment == UserRecord.NO_SEGMENT;
    out.raw("{\"segment\":").raw(none ? "null" : Integer.toString(segment)).raw(",\"name\":");
    if (none || name == null) {
      out.raw("null");
    } else {
      out.text(name);
    }
    out.raw(",\"meta\":{").raw(origin(snapshot));
    return end(degraded(out, degraded), startNanos);
  }

  private JsonBuffer begin() {
    return id(buffers.get().clear().raw("{")).raw(",\"items\":[");
  }

  private static JsonBuffer id(JsonBuffer out) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    out.raw("\"recommendation_id\":\"").raw(hex(random.nextLong())).raw(hex(random.nextLong()));
    return out.raw("\"");
  }

  private static JsonBuffer meta(JsonBuffer out, Recommendation answer, long startNanos) {
    return end(basis(out.raw(","), answer), startNanos);
  }

  /** What an answer rests on. */
  private static JsonBuffer basis(JsonBuffer out, Recommendation answer) {
    out.raw("\"mode\":\"").raw(answer.mode().id()).raw("\"");
    degraded(out, answer.degraded());
    if (answer.segment() != UserRecord.NO_SEGMENT) {
      out.raw(",\"segment\":").number(answer.segment());
    }
    filtered(out, answer.filtered());
    return out;
  }

  private static JsonBuffer degraded(JsonBuffer out, List<String> parts) {
    return texts(out.raw(",\"degraded\":"), parts);
  }

  private static void filtered(JsonBuffer out, Recommendation.@Nullable Filtered filtered) {
    if (filtered == null) {
      return;
    }
    out.raw(",\"filter\":{\"deeper\":").number(filtered.deeper());
    out.raw(",\"missing\":").number(filtered.missing());
    texts(out.raw(",\"unknown_fields\":"), filtered.unknown()).raw("}");
  }

  private static JsonBuffer texts(JsonBuffer out, List<String> texts) {
    out.raw("[");
    for (int i = 0; i < texts.size(); i++) {
      out.raw(i == 0 ? "" : ",").text(texts.get(i));
    }
    return out.raw("]");
  }

  private static JsonBuffer end(JsonBuffer out, long startNanos) {
    return time(out, startNanos).raw("}}");
  }

  private static JsonBuffer time(JsonBuffer out, long startNanos) {
    return out.raw(AnswerText.TIME).number((System.nanoTime() - startNanos) / 1_000 / 1e3);
  }

  private String origin(Snapshot snapshot) {
    Origin origin = lastOrigin;
    if (origin == null || origin.manifest() != snapshot.manifest()) {
      SnapshotManifest manifest = snapshot.manifest();
      JsonBuffer out = new JsonBuffer();
      out.raw("\"snapshot\":").text(manifest.snapshotId());
      out.raw(",\"model_version\":").text(manifest.modelVersion());
      origin = new Origin(manifest, ascii(out));
      lastOrigin = origin;
    }
    return origin.json();
  }

  /** Text beyond ASCII as escapes, because the fragment is written without an encoder. */
  private static String ascii(JsonBuffer out) {
    StringBuilder text = new StringBuilder();
    String json = new String(out.toBytes(), StandardCharsets.UTF_8);
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      text.append(c < 0x80 ? String.valueOf(c) : String.format("\\u%04x", (int) c));
    }
    return text.toString();
  }

  static String hex(long value) {
    char[] digits = new char[16];
    for (int i = 0; i < digits.length; i++) {
      digits[i] = HEX[(int) (value >>> (60 - i * 4)) & 15];
    }
    return new String(digits);
  }
}
