package dev.nightjar.simulator;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * The catalogue's feed: on the first day everything on offer, later what is new, what changed its
 * price and what was taken down; with lines that do not parse.
 */
final class ItemFeed {
  private static final int PRICE_CHANGES_A_DAY = 5;

  private final WorldParams params;
  private final Catalogue catalogue;

  ItemFeed(WorldParams params, Catalogue catalogue) {
    this.params = params;
    this.catalogue = catalogue;
  }

  /** The feed's lines of one day. */
  List<LandedLine> lines(int day, Shelf shelf) {
    SplittableRandom random = Streams.FEED.of(params.seed(), 0, day);
    long arrival = midnight(day) + 30 * 60_000L;
    List<LandedLine> lines = new ArrayList<>();
    for (Item item : catalogue.items()) {
      if (day == 0 ? item.on(0) : item.publishedDay() == day) {
        add(random, lines, arrival, whole(item));
      }
      if (day > 0 && item.withdrawnDay() == day) {
        add(random, lines, arrival, takenDown(item));
      }
    }
    for (int i = 0; day > 0 && i < PRICE_CHANGES_A_DAY; i++) {
      Item item = catalogue.items().get(shelf.all()[random.nextInt(shelf.all().length)]);
      int cents = (int) (item.priceCents() * (0.8 + 0.4 * random.nextDouble()));
      String line = new JsonText().put("item_id", item.id()).cents("price", cents).end();
      add(random, lines, arrival, line);
    }
    return lines;
  }

  /** A dirty line comes on top of the clean one, so that no item is lost to the catalogue. */
  private void add(SplittableRandom random, List<LandedLine> lines, long arrival, String line) {
    if (Dice.chance(random, params.dirt().malformed())) {
      String cut = line.substring(0, line.length() - 1 - random.nextInt(line.length() / 2));
      lines.add(new LandedLine(arrival, LineKind.MALFORMED, cut));
    }
    if (Dice.chance(random, params.dirt().wrongType())) {
      String nameless = new JsonText().put("title", "An item without an id").end();
      lines.add(new LandedLine(arrival, LineKind.WRONG_TYPE, nameless));
    }
    lines.add(new LandedLine(arrival, LineKind.CLEAN, line));
  }

  private String whole(Item item) {
    Niche niche = item.niche();
    String where = niche.category().name().toLowerCase(Locale.ROOT);
    return new JsonText()
        .put("item_id", item.id())
        .put("title", item.title())
        .texts("categories", List.of(niche.category().department(), niche.category().name()))
        .texts("tags", List.of(niche.name().toLowerCase(Locale.ROOT), where))
        .put(
            "description",
            item.title()
                + ", from the "
                + niche.name().toLowerCase(Locale.ROOT)
                + " shelf of "
                + where
                + ".")
        .put("url", "https://shop.example/items/" + item.id())
        .put("image_url", "https://shop.example/images/" + item.id() + ".jpg")
        .cents("price", item.priceCents())
        .put("currency", "EUR")
        .time("published_at", midnight(item.publishedDay()))
        .end();
  }

  private static String takenDown(Item item) {
    JsonText json = new JsonText().put("item_id", item.id());
    return item.index() % 2 == 0
        ? json.put("deleted", true).end()
        : json.put("available", false).end();
  }

  private long midnight(int day) {
    return params.firstDay().plusDays(day).atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
  }
}
