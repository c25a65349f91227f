package dev.nightjar.etl.landing;

import dev.nightjar.contract.DeviceClass;
import dev.nightjar.contract.EventFields;
import dev.nightjar.contract.Surroundings;
import dev.nightjar.etl.tables.Events;
import java.util.Objects;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * Reads the context of a plain line and sets its columns, without a tree. Used for one line after
 * the other; not thread-safe.
 */
final class QuickContext {

  private static final int MOST_BYTES = 200;
  private static final int PLACES = 1 << 12;

  private final RecentTexts<Agent> agents;
  private final RecentTexts<UTF8String> regions =
      new RecentTexts<>(PLACES, locale -> UTF8String.fromString(Country.region(locale)));
  private final RecentTexts<UTF8String> languages =
      new RecentTexts<>(PLACES, locale -> UTF8String.fromString(Surroundings.language(locale)));
  private final RecentTexts<UTF8String> systems =
      new RecentTexts<>(PLACES, os -> UTF8String.fromString(Surroundings.os(os, null)));
  private final RecentTexts<UTF8String> sites =
      new RecentTexts<>(PLACES, page -> UTF8String.fromString(Surroundings.site(page)));
  private final QuickProgram library = new QuickProgram();
  private final QuickProgram app = new QuickProgram();

  private @Nullable UTF8String sessionId;
  private @Nullable UTF8String device;
  private @Nullable UTF8String os;
  private @Nullable UTF8String locale;
  private @Nullable UTF8String timezone;
  private @Nullable UTF8String country;
  private @Nullable UTF8String locationCountry;
  private @Nullable UTF8String pagePath;
  private @Nullable UTF8String referrer;
  private @Nullable UTF8String campaign;
  private @Nullable UTF8String userAgent;
  private @Nullable UTF8String consentSource;
  private @Nullable Boolean personalization;
  private @Nullable Boolean analytics;
  private @Nullable Boolean marketing;
  private @Nullable Boolean gpc;

  /** What a user agent tells. */
  private record Agent(
      @Nullable UTF8String device,
      @Nullable UTF8String os,
      @Nullable UTF8String browser,
      boolean isBot) {
    static final Agent UNKNOWN = new Agent(null, null, null, false);
  }

  QuickContext(BotAgents bots) {
    agents =
        new RecentTexts<>(
            PLACES,
            agent ->
                new Agent(
                    UTF8String.fromString(DeviceClass.of(null, agent)),
                    UTF8String.fromString(Surroundings.os(null, agent)),
                    UTF8String.fromString(Surroundings.browser(null, agent)),
                    bots.name(agent)));
  }

  void clear() {
    library.clear();
    app.clear();
    sessionId = null;
    device = null;
    os = null;
    locale = null;
    timezone = null;
    country = null;
    locationCountry = null;
    pagePath = null;
    referrer = null;
    campaign = null;
    userAgent = null;
    consentSource = null;
    personalization = null;
    analytics = null;
    marketing = null;
    gpc = null;
  }

  @Nullable UTF8String sessionId() {
    return sessionId;
  }

  /** Reads the object. */
  void read(LineBytes line, NamedIds ids) throws Unusual {
    int mark = line.object();
    for (FieldNames.Known name = line.next(mark); name != null; name = line.next(mark)) {
      switch (name.text()) {
        case EventFields.SESSION_ID -> {
          sessionId = line.text();
          ids.add(sessionId);
        }
        case "locale" -> locale = line.text();
        case "timezone" -> timezone = line.text();
        case "country" -> country = line.text();
        case "userAgent" -> userAgent = line.text();
        case EventFields.GPC -> gpc = line.flag();
        case "library" -> library.read("library", line, ids);
        case "app" -> app.read("app", line, ids);
        case EventFields.CONSENT, "device", "os", "location", "page", "campaign" ->
            readObject(name.text(), line, ids);
        default -> {
          UnknownFields.requireKnownInContext(name.text());
          line.skip(name, ids);
        }
      }
    }
  }

  private void readObject(String object, LineBytes line, NamedIds ids) throws Unusual {
    if (line.isNull()) {
      return;
    }
    int mark = line.object();
    for (FieldNames.Known name = line.next(mark); name != null; name = line.next(mark)) {
      UnknownFields.requireKnownInContext(object, name.text());
      if (object.equals(EventFields.CONSENT)) {
        readConsent(name, line, ids);
      } else if (!take(object, name.text(), line)) {
        line.skip(name, ids);
      }
    }
  }

  private boolean take(String object, String field, LineBytes line) throws Unusual {
    if (object.equals("device") && field.equals("type")) {
      device = line.text();
    } else if (object.equals("os") && field.equals("name")) {
      os = line.text();
    } else if (object.equals("location") && field.equals("country")) {
      locationCountry = line.text();
    } else if (object.equals("page") && field.equals("path")) {
      pagePath = line.text();
    } else if (object.equals("page") && field.equals("referrer")) {
      referrer = line.text();
    } else if (object.equals("campaign") && field.equals("name")) {
      campaign = line.text();
    } else {
      return false;
    }
    return true;
  }

  private void readConsent(FieldNames.Known name, LineBytes line, NamedIds ids) throws Unusual {
    if (name.text().equals(EventFields.CONSENT_SOURCE)) {
      consentSource = line.text();
    } else if (!name.text().equals(EventFields.CATEGORY_PREFERENCES)) {
      line.skip(name, ids);
    } else if (!line.isNull()) {
      readPurposes(line, ids);
    }
  }

  private void readPurposes(LineBytes line, NamedIds ids) throws Unusual {
    int mark = line.object();
    for (FieldNames.Known name = line.next(mark); name != null; name = line.next(mark)) {
      switch (name.text()) {
        case "personalization" -> personalization = line.flag();
        case "analytics" -> analytics = line.flag();
        case "marketing" -> marketing = line.flag();
        default -> line.skip(name, ids);
      }
    }
  }

  /** Sets the columns of the context. */
  void set(RowBuilder row, NamedIds ids) throws Unusual {
    Agent agent = Objects.requireNonNullElse(agent(), Agent.UNKNOWN);
    UTF8String said = shortText(device, ids);
    UTF8String system = shortText(os, ids);
    UTF8String place = shortText(locale, ids);
    row.set(Events.DEVICE, said == null ? agent.device : said.toLowerCase())
        .set(Events.OS, system == null ? agent.os : systems.of(system))
        .set(Events.BROWSER, agent.browser)
        .set(Events.REFERRER, site(ids))
        .set(Events.LOCALE, place)
        .set(Events.LANGUAGE, place == null ? null : languages.of(place))
        .set(Events.TIMEZONE, shortText(timezone, ids))
        .set(Events.COUNTRY, country(place))
        .set(Events.PAGE_PATH, shortText(pagePath, ids))
        .set(Events.CAMPAIGN, shortText(campaign, ids))
        .set(Events.CONSENT_PERSONALIZATION, personalization)
        .set(Events.CONSENT_ANALYTICS, analytics)
        .set(Events.CONSENT_MARKETING, marketing)
        .set(Events.CONSENT_SOURCE, shortText(consentSource, ids))
        .set(Events.GPC, Boolean.TRUE.equals(gpc))
        .set(Events.BOT_AGENT, agent.isBot)
        .set(Events.PRODUCER, producer(ids));
  }

  private @Nullable Agent agent() {
    return userAgent == null ? null : agents.of(userAgent);
  }

  private @Nullable UTF8String site(NamedIds ids) throws Unusual {
    UTF8String site = referrer == null ? null : sites.of(referrer);
    return site == null ? null : ids.free(site);
  }

  private @Nullable UTF8String producer(NamedIds ids) throws Unusual {
    UTF8String producer = library.nameAndVersion(ids);
    return producer == null ? app.nameAndVersion(ids) : producer;
  }

  private @Nullable UTF8String country(@Nullable UTF8String place) {
    UTF8String said = locationCountry == null ? country : locationCountry;
    if (said != null
        && said.numBytes() == 2
        && Texts.isLetter(said.getByte(0))
        && Texts.isLetter(said.getByte(1))) {
      return said.toUpperCase();
    }
    return place == null ? null : regions.of(place);
  }

  private static @Nullable UTF8String shortText(@Nullable UTF8String text, NamedIds ids)
      throws Unusual {
    if (text == null || Texts.isBlank(text)) {
      return null;
    }
    int query = Texts.indexOf(ids.free(text), '?');
    int end = Math.min(query < 0 ? text.numBytes() : query, MOST_BYTES);
    return end == text.numBytes() ? text : text.substring(0, end);
  }
}
