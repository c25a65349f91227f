package dev.nightjar.export.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.contract.OwnItems;
import dev.nightjar.contract.ScoredItems;
import dev.nightjar.contract.Source;
import dev.nightjar.contract.UserRecord;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TableRecordsTest {
  private static final int RANKS = 3;
  private static final List<Source> SOURCES = List.of(Source.ALS, Source.ITEM_ITEM, Source.CONTENT);

  private final Random random = new Random(11);

  @Test
  void firstPlacesOfTheTableWithTheRestOfTheSnapshotAreTheRecord() {
    for (int i = 0; i < 200; i++) {
      UserRecord stored = record();
      TableRecords tables = tables(stored, firstPlaces(stored));
      assertThat(tables.of("p", stored)).isEqualTo(stored);
      assertThat(TableRecords.difference(stored, tables.of("p", stored))).isNull();
    }
  }

  @Test
  void oneRowThatIsOtherwiseOrGoneOrTooMuchIsFound() {
    for (int i = 0; i < 300; i++) {
      UserRecord stored = record();
      Map<Source, ScoredItems> rows = firstPlaces(stored);
      Source source = SOURCES.get(random.nextInt(SOURCES.size()));
      rows.put(source, changed(rows.getOrDefault(source, ScoredItems.NONE), i % 3));
      assertThat(TableRecords.difference(stored, tables(stored, rows).of("p", stored)))
          .as("change %s of %s", i % 3, stored.candidates())
          .isEqualTo(source.id());
    }
  }

  @Test
  void namesTheFirstPartThatDiffers() {
    UserRecord a = record();
    assertThat(TableRecords.difference(null, a)).isEqualTo("missing");
    assertThat(TableRecords.difference(a, null)).isEqualTo("not_in_tables");
    assertThat(TableRecords.difference(null, null)).isNull();
    assertThat(with(a, 9, a.seen(), a.dismissed(), a.own())).isEqualTo("segment");
    assertThat(with(a, 1, new int[] {4}, a.dismissed(), a.own())).isEqualTo("seen");
    assertThat(with(a, 1, a.seen(), new int[] {4}, a.own())).isEqualTo("dismissed");
    float[] one = {1};
    OwnItems met = new OwnItems(new int[] {7}, one, one, one, one, one);
    assertThat(with(a, 1, a.seen(), a.dismissed(), met)).isEqualTo("met");
  }

  private static String with(
      UserRecord of, int segment, int[] seen, int[] dismissed, OwnItems own) {
    return TableRecords.difference(
        of, new UserRecord(segment, seen, dismissed, of.candidates(), own));
  }

  private TableRecords tables(UserRecord stored, Map<Source, ScoredItems> rows) {
    UserRecord known =
        new UserRecord(stored.segment(), stored.seen(), stored.dismissed(), Map.of(), stored.own());
    return new TableRecords(Map.of("p", known), Map.of("p", rows), RANKS);
  }

  private UserRecord record() {
    Map<Source, ScoredItems> candidates = new EnumMap<>(Source.class);
    for (Source source : SOURCES) {
      int size = random.nextInt(6);
      if (size > 0) {
        candidates.put(source, list(size));
      }
    }
    return new UserRecord(1, new int[] {3}, new int[] {5}, candidates);
  }

  private ScoredItems list(int size) {
    int[] items = random.ints(0, 1_000).distinct().limit(size).toArray();
    float[] scores = new float[size];
    for (int i = 0; i < size; i++) {
      scores[i] = 1f - i * 0.1f;
    }
    return new ScoredItems(items, scores);
  }

  private static Map<Source, ScoredItems> firstPlaces(UserRecord record) {
    Map<Source, ScoredItems> rows = new EnumMap<>(Source.class);
    record
        .candidates()
        .forEach(
            (source, list) -> {
              int size = Math.min(RANKS, list.size());
              rows.put(
                  source,
                  new ScoredItems(
                      Arrays.copyOf(list.items(), size), Arrays.copyOf(list.scores(), size)));
            });
    return rows;
  }

  /** Another item, another score or a row less; of a list without rows one more. */
  private ScoredItems changed(ScoredItems list, int how) {
    if (list.size() == 0) {
      return list(1);
    }
    int[] items = list.items().clone();
    float[] scores = list.scores().clone();
    int place = random.nextInt(items.length);
    switch (how) {
      case 0 -> items[place] += 1_000;
      case 1 -> scores[place] = Math.nextUp(scores[place]);
      default -> {
        return new ScoredItems(
            Arrays.copyOf(items, items.length - 1), Arrays.copyOf(scores, items.length - 1));
      }
    }
    return new ScoredItems(items, scores);
  }
}
