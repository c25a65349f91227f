package dev.nightjar.serving.answers;

import dev.nightjar.ranking.RankedItem;
import dev.nightjar.ranking.Recommendation;
import dev.nightjar.ranking.RecommendationQuery;
import dev.nightjar.ranking.rules.Rule;
import dev.nightjar.ranking.rules.RuleEffect;
import dev.nightjar.ranking.store.Snapshot;
import dev.nightjar.serving.http.Problem;
import dev.nightjar.serving.http.ProblemException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How far somebody has leafed through one snapshot's answers: the items of all pages so far. The
 * server keeps nothing, and a page never repeats an item, whatever the person did in between.
 * Immutable.
 *
 * <p>As text: base64url of a version byte, the hash of the snapshot's id in four bytes, and the
 * differences of the items' indexes, seven bits a byte, the lowest first.
 *
 * @param snapshot hash of the snapshot's id; meaningless at the beginning
 * @param shown indexes of the items shown, ascending
 */
@SuppressWarnings("ArrayRecordComponent")
record Cursor(int snapshot, int[] shown) {
  /** Nothing was shown yet. */
  static final Cursor BEGIN = new Cursor(0, new int[0]);

  /** More would not fit into an address. */
  private static final int MOST_SHOWN = 2_000;

  private static final byte VERSION = 1;
  private static final int HEADER = 5;

  /**
   * Reads what {@link #text} wrote; an empty text is the beginning.
   *
   * @throws IllegalArgumentException for any other text
   */
  static Cursor parse(String text) {
    if (text.isEmpty()) {
      return BEGIN;
    }
    ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
    if (bytes.remaining() < HEADER || bytes.get() != VERSION) {
      throw new IllegalArgumentException("no cursor of this version");
    }
    int snapshot = bytes.getInt();
    List<Integer> shown = new ArrayList<>();
    int last = -1;
    while (bytes.hasRemaining()) {
      last = Math.addExact(last, number(bytes));
      shown.add(last);
    }
    return new Cursor(snapshot, shown.stream().mapToInt(Integer::intValue).toArray());
  }

  private static int number(ByteBuffer bytes) {
    int value = 0;
    for (int shift = 0; shift < 32 && bytes.hasRemaining(); shift += 7) {
      int next = bytes.get();
      value |= (next & 127) << shift;
      if (next >= 0) {
        if (value < 1) {
          break;
        }
        return value;
      }
    }
    throw new IllegalArgumentException("a number is cut off or out of range");
  }

  String text() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(VERSION);
    out.writeBytes(ByteBuffer.allocate(4).putInt(snapshot).array());
    int last = -1;
    for (int item : shown) {
      int rest = item - last;
      while (rest > 127) {
        out.write(rest & 127 | 128);
        rest >>>= 7;
      }
      out.write(rest);
      last = item;
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(out.toByteArray());
  }

  /**
   * The query for the page after those shown.
   *
   * @throws ProblemException when they were of another snapshot
   */
  RecommendationQuery next(RecommendationQuery query, Snapshot live) {
    if (shown.length == 0) {
      return query;
    }
    int last = shown[shown.length - 1];
    if (snapshot != hash(live) || last >= live.itemCount()) {
      throw new ProblemException(
          Problem.of(
              410,
              "cursor-expired",
              "The pages are of a snapshot that is gone",
              "a newer night is served; ask again with an empty cursor"));
    }
    List<String> exclude = new ArrayList<>(query.exclude());
    for (int item : shown) {
      exclude.add(live.itemId(item));
    }
    return query.withExclude(exclude).withRules(onThisPage(query.rules()));
  }

  /** Pins stand at places of all pages together. */
  private List<Rule> onThisPage(List<Rule> rules) {
    List<Rule> found = new ArrayList<>(rules.size());
    for (Rule rule : rules) {
      if (rule.effect() instanceof RuleEffect.Pin pin) {
        int past = Math.max(0, shown.length + 1 - pin.at());
        if (past < pin.items().size()) {
          List<String> left = pin.items().subList(past, pin.items().size());
          int at = Math.max(1, pin.at() - shown.length);
          found.add(new Rule(rule.name(), rule.when(), new RuleEffect.Pin(left, at)));
        }
      } else {
        found.add(rule);
      }
    }
    return found;
  }

  /** The cursor after this page; null after the last one. */
  @Nullable Cursor after(Snapshot live, Recommendation answer, int wanted) {
    int all = shown.length + answer.items().size();
    if (answer.items().size() < wanted || all > MOST_SHOWN) {
      return null;
    }
    IntStream now = answer.items().stream().mapToInt(RankedItem::item);
    return new Cursor(
        hash(live), IntStream.concat(Arrays.stream(shown), now).sorted().distinct().toArray());
  }

  private static int hash(Snapshot snapshot) {
    return snapshot.manifest().snapshotId().hashCode();
  }
}
