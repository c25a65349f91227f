package dev.nightjar.ranking.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.contract.ItemAttribute;
import dev.nightjar.contract.ItemAttributeBuilder;
import dev.nightjar.contract.ItemAttributes;
import dev.nightjar.contract.ItemRecord;
import dev.nightjar.contract.ScoredItems;
import dev.nightjar.ranking.InvalidQueryException;
import dev.nightjar.ranking.store.Snapshot;
import dev.nightjar.ranking.store.SnapshotFolder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What filters mean, on four items: a book, a film, a lamp, and one of which nothing is known. */
class ItemFilterTest {
  private static final String[] IDS = {"book", "film", "lamp", "bare"};

  @TempDir static Path folder;
  private static Snapshot snapshot;

  @BeforeAll
  static void write() {
    int items = IDS.length;
    SnapshotFolder written = new SnapshotFolder();
    written.item(item("book", "media", "books")).item(item("film", "media"));
    written.item(item("lamp", "home")).item(item("bare"));
    List<String> leftOut = List.of("properties.story");
    written.attributes(new ItemAttributes(items, leftOut, attributes(items))).write(folder);
    snapshot = Snapshot.open(folder);
  }

  private static List<ItemAttribute> attributes(int items) {
    return List.of(
        ItemAttributeBuilder.numbers("price", items).add(0, 9.99).add(1, 20).add(2, 0).build(),
        ItemAttributeBuilder.texts("currency", items).add(0, "EUR").add(1, "USD").build(),
        ItemAttributeBuilder.texts("tag", items)
            .add(0, List.of("new", "gift"))
            .add(1, List.of("new", "adult"))
            .add(2, List.of("gift"))
            .build(),
        ItemAttributeBuilder.numbers("published_at", items)
            .add(0, millis("2026-01-31T00:00:00Z"))
            .add(1, millis("2026-01-31T23:59:59.999Z"))
            .add(2, millis("2026-02-01T00:00:00Z"))
            .build(),
        ItemAttributeBuilder.texts("properties.size", items)
            .add(0, "042")
            .add(1, "42")
            .add(2, List.of("XL", "7.5"))
            .build(),
        ItemAttributeBuilder.numbers("properties.size", items)
            .add(0, 42)
            .add(1, 42)
            .add(2, 7.5)
            .build(),
        ItemAttributeBuilder.texts("properties.in stock", items)
            .add(0, "true")
            .add(1, "false")
            .build());
  }

  @AfterAll
  static void close() {
    snapshot.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "price < 20 | book lamp",
        "price <= 20 | book film lamp",
        "price > 9.99 | film",
        "price >= 9.99 | book film",
        "price = 0 | lamp",
        "price = 9.98 |",
        "price != 0 | book film",
        "price in (0, 20, 5) | film lamp",
        "price not in (0, 20, 5) | book",
        "price > 100 |",
        "price > -1 | book film lamp",
        "not price > 5 | lamp bare",
        "price is known | book film lamp",
        "price is not known | bare",
        "currency = 'EUR' | book",
        "currency = 'eur' |",
        "currency != 'EUR' | film",
        "currency != 'GBP' | book film",
        "not currency = 'EUR' | film lamp bare",
        "tag = 'new' | book film",
        "tag != 'new' | lamp",
        "tag in ('adult', 'gift') | book film lamp",
        "tag not in ('adult', 'unheard-of') | book lamp",
        "not tag = 'adult' | book lamp bare",
        "tag = 'new' and tag = 'gift' | book",
        "tag is known | book film lamp",
        "category = 'media' | book film",
        "category != 'books' | film lamp",
        "category in ('books', 'home', 'garden') | book lamp",
        "category = 'garden' |",
        "category is known | book film lamp",
        "item_id in ('bare', 'film', 'nobody') | film bare",
        "item_id != 'bare' | book film lamp",
        "item_id is known | book film lamp bare",
        "published_at = 2026-01-31 | book film",
        "published_at > 2026-01-31 | lamp",
        "published_at >= 2026-01-31 | book film lamp",
        "published_at < 2026-02-01 | book film",
        "published_at <= 2026-01-31 | book film",
        "published_at < 2026-01-31 |",
        "published_at <= 2026-01-31T00:00:00Z | book",
        "published_at > 2026-01-31T01:00:00+01:00 | film lamp",
        "published_at in (2026-02-01, '2026-01-31T00:00:00Z') | book lamp",
        "available_from is known |",
        "available_from < 2026-01-01 |",
        "not available_from < 2026-01-01 | book film lamp bare",
        "properties.size = 42 | book film",
        "properties.size = '42' | film",
        "properties.size = '042' | book",
        "properties.size < 42 | lamp",
        "properties.size in ('XL', 42) | book film lamp",
        "properties.size != 42 | lamp",
        "properties.size not in ('XL', 1) | book film",
        "properties.size is known | book film lamp",
        "properties.\"in stock\" = true | book",
        "properties.\"in stock\" = 'true' | book",
        "properties.\"in stock\" != true | film",
        "properties.\"in stock\" = 1 |",
        "properties.nobodys = 'x' |",
        "properties.nobodys != 'x' |",
        "not properties.nobodys = 'x' | book film lamp bare",
        "price < 5 or tag = 'adult' and category = 'media' | film lamp",
        "(price < 5 or tag = 'adult') and category = 'media' | film",
        "not (price < 5 or tag = 'adult') | book bare",
      })
  void wants(String filter, String ids) {
    assertThat(wanted(filter)).isEqualTo(ids == null ? "" : ids);
  }

  @Test
  void namesFieldsThatNoItemHas() {
    BoundFilter bound =
        ItemFilter.parse("properties.nobodys = 1 or price < 3 or available_from is known")
            .bind(snapshot);
    assertThat(bound.unknown()).containsExactly("properties.nobodys", "available_from");
    assertThat(ItemFilter.NONE.bind(snapshot).unknown()).isEmpty();
  }

  @Test
  void refusesToGuessAtWhatTheSnapshotLeftOut() {
    ItemFilter filter = ItemFilter.parse("price < 3 or properties.story = 'long'");
    assertThatThrownBy(() -> filter.bind(snapshot))
        .isInstanceOf(InvalidQueryException.class)
        .hasMessageContaining("filter asks for properties.story, which the snapshot 20260105-1")
        .hasMessageContaining("export.filters");
  }

  @Test
  void refusesToGuessAtWhatAnOlderSnapshotDoesNotHave(@TempDir Path older) {
    new SnapshotFolder().item(item("book", "media")).items(1).write(older);
    try (Snapshot old = Snapshot.open(older)) {
      ItemPredicate media = ItemFilter.parse("category = 'media'").bind(old).predicate();
      assertThat(media.test(0)).isTrue();
      assertThat(media.test(1)).isFalse();
      assertThatThrownBy(() -> ItemFilter.parse("price < 3").bind(old))
          .isInstanceOf(InvalidQueryException.class)
          .hasMessageContaining("asks for price, but the snapshot 20260105-1 is of a release");
    }
  }

  private static String wanted(String filter) {
    ItemPredicate predicate = ItemFilter.parse(filter).bind(snapshot).predicate();
    return IntStream.range(0, IDS.length)
        .filter(predicate::test)
        .mapToObj(item -> IDS[item])
        .collect(Collectors.joining(" "));
  }

  private static ItemRecord item(String id, String... categories) {
    return new ItemRecord(id, true, List.of(categories), "{}", ScoredItems.NONE);
  }

  private static double millis(String instant) {
    return Instant.parse(instant).toEpochMilli();
  }
}
