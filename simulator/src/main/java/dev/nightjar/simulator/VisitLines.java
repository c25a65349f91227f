package dev.nightjar.simulator;

import dev.nightjar.contract.EventFields;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * Tells a visit as events of the Segment spec: page, identify, the recommendations shown, and each
 * step. Several purchases of one visit become one order.
 */
final class VisitLines {
  private static final double PAGE = 0.3;
  private static final double COUPON = 0.02;
  private static final int SLOWEST_MILLIS = 4_000;

  private final Catalogue catalogue;
  private final Dirt dirt;

  VisitLines(Catalogue catalogue, Dirt dirt) {
    this.catalogue = catalogue;
    this.dirt = dirt;
  }

  /** Lands all lines of a visit. */
  void land(SplittableRandom random, Visit visit, boolean firstVisit) {
    Teller teller = new Teller(random, visit);
    if (Dice.chance(random, PAGE)) {
      String body = new JsonText().put("path", "/").put("title", "Home").end();
      teller.tell("page", "", visit.startMillis(), body);
    }
    if (firstVisit && visit.knownAtStart()) {
      teller.identify(visit.startMillis());
    }
    visit
        .shown()
        .ifPresent(
            shown -> teller.track("Recommendations Shown", visit.startMillis(), shownBody(shown)));
    if (Dice.chance(random, COUPON)) {
      teller.unmapped(visit.startMillis());
    }
    List<Step> bought =
        visit.steps().stream().filter(step -> step.action() == Action.PURCHASE).toList();
    for (int i = 0; i < visit.steps().size(); i++) {
      Step step = visit.steps().get(i);
      if (i == visit.loginBefore()) {
        teller.logIn(step.atMillis() - 500);
      }
      if (step.action() != Action.PURCHASE || bought.size() == 1) {
        teller.track(step.action().eventName, step.atMillis(), stepBody(visit, step));
      } else if (step.equals(bought.get(bought.size() - 1))) {
        teller.track("Order Completed", step.atMillis(), orderBody(visit, bought));
      }
    }
  }

  private String shownBody(Visit.Shown shown) {
    StringBuilder items = new StringBuilder("[");
    for (int i = 0; i < shown.items().size(); i++) {
      items
          .append(i == 0 ? "" : ",")
          .append(
              new JsonText()
                  .put(EventFields.ITEM_ID, id(shown.items().get(i)))
                  .put(EventFields.POSITION, i + 1)
                  .put(EventFields.PROPENSITY, shown.propensities().get(i), 6)
                  .end());
    }
    return new JsonText()
        .put(EventFields.RECOMMENDATION_ID, shown.recommendationId())
        .raw(EventFields.ITEMS, items.append("]").toString())
        .end();
  }

  /** The properties of one step. */
  String stepBody(Visit visit, Step step) {
    Item item = catalogue.items().get(step.item());
    JsonText json =
        new JsonText().put(EventFields.ITEM_ID, item.id()).put("category", item.category().name());
    if (step.position() > 0) {
      json.put(EventFields.POSITION, step.position());
      visit
          .shown()
          .ifPresent(shown -> json.put(EventFields.RECOMMENDATION_ID, shown.recommendationId()));
    }
    switch (step.action()) {
      case PURCHASE, RETURN ->
          json.cents(EventFields.VALUE, item.priceCents())
              .put(EventFields.QUANTITY, 1)
              .put("currency", "EUR");
      case RATE -> json.put(EventFields.RATING, step.detail()).put(EventFields.RATING_MAX, 5);
      default -> {}
    }
    return json.end();
  }

  private String orderBody(Visit visit, List<Step> bought) {
    int cents = bought.stream().mapToInt(s -> catalogue.items().get(s.item()).priceCents()).sum();
    String products =
        bought.stream()
            .map(step -> catalogue.items().get(step.item()))
            .map(
                item ->
                    new JsonText()
                        .put(EventFields.PRODUCT_ID, item.id())
                        .cents("price", item.priceCents())
                        .put(EventFields.QUANTITY, 1)
                        .end())
            .collect(Collectors.joining(",", "[", "]"));
    return new JsonText()
        .put("order_id", "order-" + visit.sessionId())
        .cents(EventFields.VALUE, cents)
        .put("currency", "EUR")
        .raw(EventFields.PRODUCTS, products)
        .end();
  }

  private String id(int item) {
    return catalogue.items().get(item).id();
  }

  /** The context that every event of a visit carries. */
  static String context(Visit visit) {
    Person person = visit.person();
    Device device = visit.device();
    String consent =
        new JsonText()
            .put("analytics", true)
            .put("personalization", !person.refused())
            .put("marketing", !person.refused() && person.index() % 3 == 0)
            .end();
    return new JsonText()
        .raw("device", new JsonText().put("type", device.type).end())
        .raw("os", new JsonText().put("name", device.os).end())
        .put("locale", person.place().locale())
        .put("timezone", person.place().timezone())
        .raw("location", new JsonText().put("country", person.place().country()).end())
        .put(EventFields.SESSION_ID, visit.sessionId())
        .raw(
            EventFields.CONSENT,
            new JsonText().raw(EventFields.CATEGORY_PREFERENCES, consent).end())
        .put("userAgent", device.userAgent)
        .put("ip", String.format(Locale.ROOT, "192.0.2.%d", person.index() % 256))
        .raw("library", new JsonText().put("name", "simulator").put("version", "1").end())
        .end();
  }

  /** Tells the events of one visit. */
  private final class Teller {
    private final SplittableRandom random;
    private final Visit visit;
    private final String context;
    private boolean known;

    Teller(SplittableRandom random, Visit visit) {
      this.random = random;
      this.visit = visit;
      this.context = context(visit);
      this.known = visit.knownAtStart();
    }

    void track(String name, long at, String body) {
      tell("track", name, at, body);
    }

    void identify(long at) {
      Person person = visit.person();
      String traits =
          new JsonText()
              .put("country", person.place().country())
              .put("locale", person.place().locale())
              .end();
      tell("identify", "", at, traits);
    }

    void logIn(long at) {
      known = true;
      identify(at);
    }

    void unmapped(long at) {
      EventDraft draft = draft("track", "Coupon Opened", at, "{\"coupon\":\"WELCOME\"}");
      dirt.land(visit.person().refused() ? LineKind.REFUSED : LineKind.UNMAPPED, draft);
    }

    void tell(String type, String name, long at, String body) {
      EventDraft draft = draft(type, name, at, body);
      if (visit.person().refused()) {
        dirt.land(LineKind.REFUSED, draft);
      } else {
        dirt.land(random, draft);
      }
    }

    private EventDraft draft(String type, String name, long at, String body) {
      Person person = visit.person();
      long received = at + 200 + random.nextInt(SLOWEST_MILLIS);
      return new EventDraft(
          type,
          name,
          known ? person.userId() : "",
          person.anonymousId(),
          Dice.uuid(random),
          at,
          received,
          body,
          context);
    }
  }
}
