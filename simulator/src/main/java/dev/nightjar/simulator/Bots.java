package dev.nightjar.simulator;

import dev.nightjar.contract.EventFields;
import java.time.ZoneOffset;
import java.util.SplittableRandom;

/**
 * Crawlers: on some days each walks through the catalogue, one view after the other at an even
 * pace, under an agent that says what it is.
 */
final class Bots {
  private static final double ACTIVE = 0.25;
  private static final int VIEWS = 150;
  private static final long PACE_MILLIS = 20_000;
  private static final String AGENT =
      "Mozilla/5.0 (compatible; Crawlerbot/2.1; +https://crawler.example/bot.html)";

  private final WorldParams params;
  private final Catalogue catalogue;

  Bots(WorldParams params, Catalogue catalogue) {
    this.params = params;
    this.catalogue = catalogue;
  }

  int count() {
    return (int) Math.ceil(params.users() * params.crowd().bots());
  }

  /** Lands the views of all crawlers on one day. */
  void land(int day, Shelf shelf, Dirt dirt) {
    for (int bot = 0; bot < count(); bot++) {
      SplittableRandom random = Streams.BOT.of(params.seed(), bot, day);
      if (Dice.chance(random, ACTIVE) && shelf.all().length > 0) {
        crawl(random, bot, day, shelf, dirt);
      }
    }
  }

  private void crawl(SplittableRandom random, int bot, int day, Shelf shelf, Dirt dirt) {
    String id = Dice.uuid(Streams.BOT.of(params.seed(), bot, -1));
    String context =
        new JsonText()
            .raw("device", new JsonText().put("type", "desktop").end())
            .put(EventFields.SESSION_ID, Dice.uuid(random))
            .raw(EventFields.CONSENT, consent())
            .put("userAgent", AGENT)
            .put("ip", "198.51.100." + bot % 256)
            .end();
    long midnight =
        params.firstDay().plusDays(day).atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
    long start = midnight + random.nextLong(20 * 3_600_000L);
    int first = random.nextInt(shelf.all().length);
    for (int i = 0; i < VIEWS; i++) {
      Item item = catalogue.items().get(shelf.all()[(first + i) % shelf.all().length]);
      String body = new JsonText().put(EventFields.ITEM_ID, item.id()).end();
      long at = start + i * PACE_MILLIS;
      dirt.land(
          LineKind.BOT,
          new EventDraft(
              "track",
              Action.VIEW.eventName,
              "",
              id,
              Dice.uuid(random),
              at,
              at + 300,
              body,
              context));
    }
  }

  private static String consent() {
    String granted =
        new JsonText()
            .put("analytics", true)
            .put("personalization", true)
            .put("marketing", false)
            .end();
    return new JsonText().raw(EventFields.CATEGORY_PREFERENCES, granted).end();
  }
}
