package dev.nightjar.etl.landing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightjar.contract.DeviceClass;
import dev.nightjar.contract.EventFields;
import dev.nightjar.contract.RefusedMark;
import dev.nightjar.contract.Surroundings;
import dev.nightjar.etl.rules.EventMapping;
import dev.nightjar.etl.rules.IngestRules;
import dev.nightjar.etl.tables.Events;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * Turns one landed line into a row of bronze.events, or refuses it by rule. Raw ids become
 * pseudonyms here and go no further. The event names of the mapping decide which events must name
 * an item; what they mean is decided later.
 */
public final class EventParser implements LineParser {

  private static final long serialVersionUID = 1L;

  static final String UNMAPPED = "event.unmapped";

  static final RowBuilder.Layout LAYOUT = new RowBuilder.Layout(Events.SCHEMA);
  private static final Pattern CODE = Pattern.compile("[a-z_]{1,40}");
  static final String TRACK = "track";
  static final String ALIAS = "alias";
  static final Set<String> TYPES = Set.of(TRACK, "page", "screen", "identify", "group", ALIAS);
  private static final Map<String, String> FIELDS =
      Fields.bySmallLetters(
          EventFields.TYPE,
          EventFields.EVENT,
          EventFields.USER_ID,
          EventFields.ANONYMOUS_ID,
          EventFields.MESSAGE_ID,
          EventFields.TIMESTAMP,
          EventFields.RECEIVED_AT,
          EventFields.PROPERTIES,
          EventFields.CONTEXT,
          EventFields.TRAITS);
  private static final Set<String> OWN_COLUMNS =
      Set.of(
          EventFields.ITEM_ID,
          EventFields.PRODUCT_ID,
          EventFields.ITEMS,
          EventFields.PRODUCTS,
          EventFields.VALUE,
          EventFields.RATING,
          EventFields.RATING_MAX,
          EventFields.RATING_THRESHOLD,
          EventFields.QUANTITY,
          EventFields.POSITION,
          EventFields.RECOMMENDATION_ID,
          EventFields.RECOMMENDATION_SOURCE,
          EventFields.PROPENSITY);

  private final IngestRules rules;
  private final Set<String> mapped;
  private final PseudonymKeys keys;
  private final BotAgents bots;
  private transient @Nullable QuickEventParser quick;

  public EventParser(IngestRules rules, EventMapping mapping, PseudonymKeys keys) {
    this.rules = rules;
    this.mapped = mapping.events();
    this.keys = keys;
    bots = new BotAgents(rules.botAgents());
  }

  @Override
  public StructType schema() {
    return Events.SCHEMA;
  }

  @Override
  public String hash(String text) {
    return keys.hash(text);
  }

  @Override
  public @Nullable Parsed parseQuickly(byte[] line, LandedFile file, long lineNumber) {
    QuickEventParser ready = quick;
    if (ready == null) {
      ready = new QuickEventParser(rules, mapped, keys);
      quick = ready;
    }
    return ready.parse(line, file, lineNumber);
  }

  @Override
  public Parsed parse(ObjectNode line, LandedFile file, long lineNumber) throws Refusal {
    refuseMarked(line);
    Fields event = new Fields(line, "");
    event.refuseOtherCase(FIELDS);
    String type = type(event);
    String name = event.id(EventFields.EVENT, rules.maxIdBytes());
    if (type.equals(TRACK) && name == null) {
      throw new Refusal("event.missing", "a track event without a name");
    }
    Person person = Person.read(event, rules.maxIdBytes());
    EventTimes times = EventTimes.read(event, file.landingDate(), rules);
    Fields properties = event.object(EventFields.PROPERTIES);
    boolean isMapped = type.equals(TRACK) && mapped.contains(name);
    String note = type.equals(TRACK) && !isMapped ? UNMAPPED : "";
    RawIds ids = person.rawIds(line);
    EventItems items =
        new EventItems(
            rules.maxIdBytes(), ids, id -> keys.shortHash("recommendation", id).toString());
    RowBuilder row = LAYOUT.row();
    row.set(Events.LANDING_DATE, file.landingDate())
        .set(Events.SOURCE, file.source())
        .set(Events.LINE, lineNumber)
        .set(Events.TYPE, type)
        .set(Events.EVENT, name == null || isMapped ? name : ids.scrub(name))
        .set(Events.MESSAGE_ID, messageId(event, line))
        .set(Events.OCCURRED_AT, times.occurredAt())
        .set(Events.RECEIVED_AT, times.receivedAt())
        .set(Events.EVENT_DATE, times.occurredAt().atOffset(java.time.ZoneOffset.UTC).toLocalDate())
        .set(Events.ITEMS, isMapped ? items(items, properties) : List.of())
        .set(Events.VALUE, isMapped ? properties.number(EventFields.VALUE) : null)
        .set(Events.RECOMMENDATION_ID, isMapped ? items.recommendationId(properties) : null)
        .set(Events.PROPERTIES, FreeFields.read(properties.node(), OWN_COLUMNS, ids))
        .set(Events.TRAITS, FreeFields.read(event.object(EventFields.TRAITS).node(), Set.of(), ids))
        .set(Events.RULE, note);
    setKeys(row, person, type.equals(ALIAS) ? person.previousId() : null);
    setContext(row, event, ids);
    setOrigin(row, line, ids);
    return new Parsed(CatalystRows.of(row.build()), note);
  }

  /** What a collector refused lands with its mark, so that it is accounted for and can be seen. */
  private static void refuseMarked(ObjectNode line) throws Refusal {
    JsonNode mark = line.path(RefusedMark.FIELD);
    if (!mark.isMissingNode() && !mark.isNull()) {
      String code = mark.path(RefusedMark.CODE).asText("");
      boolean known = CODE.matcher(code).matches();
      throw new Refusal("collector." + (known ? code : "unknown"), null);
    }
  }

  private static String type(Fields event) throws Refusal {
    String type = event.text(EventFields.TYPE);
    if (type == null) {
      throw new Refusal("type.missing", null);
    }
    if (!TYPES.contains(type)) {
      throw new Refusal(
          "type.unknown", "known: " + String.join(", ", new java.util.TreeSet<>(TYPES)));
    }
    return type;
  }

  private static List<Row> items(EventItems reader, Fields properties) throws Refusal {
    List<Row> items = reader.read(properties);
    if (items.isEmpty()) {
      throw new Refusal("item.missing", "a mapped event without an item id");
    }
    return items;
  }

  /** Always a hash: senders build message ids from whatever they have, ids of persons included. */
  private UTF8String messageId(Fields event, ObjectNode line) throws Refusal {
    String sent = event.id(EventFields.MESSAGE_ID, rules.maxIdBytes());
    return sent == null
        ? keys.shortHash("event", Canonical.text(line))
        : keys.shortHash("message", sent);
  }

  private @Nullable UTF8String pseudonym(@Nullable String rawId) {
    return rawId == null ? null : keys.pseudonym(UTF8String.fromString(rawId));
  }

  private void setKeys(RowBuilder row, Person person, @Nullable String previousId) {
    row.set(Events.USER_KEY, pseudonym(person.userId()))
        .set(Events.ANONYMOUS_KEY, pseudonym(person.anonymousId()))
        .set(Events.PREVIOUS_KEY, pseudonym(previousId))
        .set(Events.SESSION_KEY, pseudonym(person.sessionId()))
        .set(Events.KEY_VERSION, keys.version())
        .set(
            Events.OLDER_KEYS,
            keys.older(
                UTF8String.fromString(person.userId()),
                UTF8String.fromString(person.anonymousId()),
                UTF8String.fromString(previousId)));
  }

  private static void setOrigin(RowBuilder row, ObjectNode line, RawIds ids) {
    row.set(Events.EXTRAS, UnknownFields.read(line, ids))
        .set(Events.PRODUCER, Producer.of(line, ids));
  }

  private void setContext(RowBuilder row, Fields event, RawIds ids) throws Refusal {
    Fields context = event.object(EventFields.CONTEXT);
    Fields consent = context.object(EventFields.CONSENT);
    Fields purposes = consent.object(EventFields.CATEGORY_PREFERENCES);
    String locale = shortText(context, "locale", ids);
    String agent = context.text("userAgent");
    Fields page = context.object("page");
    row.set(Events.DEVICE, DeviceClass.of(shortText(context.object("device"), "type", ids), agent))
        .set(Events.OS, Surroundings.os(shortText(context.object("os"), "name", ids), agent))
        .set(Events.BROWSER, Surroundings.browser(null, agent))
        .set(Events.REFERRER, site(page.node(), ids))
        .set(Events.LOCALE, locale)
        .set(Events.LANGUAGE, Surroundings.language(locale))
        .set(Events.TIMEZONE, shortText(context, "timezone", ids))
        .set(Events.COUNTRY, Country.of(context, locale))
        .set(Events.PAGE_PATH, shortText(page, "path", ids))
        .set(Events.CAMPAIGN, shortText(context.object("campaign"), "name", ids))
        .set(Events.CONSENT_PERSONALIZATION, purposes.flag("personalization"))
        .set(Events.CONSENT_ANALYTICS, purposes.flag("analytics"))
        .set(Events.CONSENT_MARKETING, purposes.flag("marketing"))
        .set(Events.CONSENT_SOURCE, shortText(consent, EventFields.CONSENT_SOURCE, ids))
        .set(Events.GPC, Boolean.TRUE.equals(context.flag(EventFields.GPC)))
        .set(Events.BOT_AGENT, bots.name(agent));
  }

  /** Where the page before stood; of a sender that writes anything else there, nothing. */
  private static @Nullable String site(@Nullable JsonNode page, RawIds ids) {
    String site = page == null ? null : Surroundings.site(page.path("referrer").textValue());
    return site == null || !ids.scrub(site).equals(site) ? null : site;
  }

  private static @Nullable String shortText(Fields fields, String name, RawIds ids) throws Refusal {
    String text = fields.text(name);
    if (text == null || text.isBlank()) {
      return null;
    }
    String scrubbed = ids.scrub(text);
    int query = scrubbed.indexOf('?');
    String path = query < 0 ? scrubbed : scrubbed.substring(0, query);
    return path.length() <= 200 ? path : path.substring(0, 200);
  }

  /** The raw ids of one event; they live as long as the parsing of its line. */
  private record Person(
      @Nullable String userId,
      @Nullable String anonymousId,
      @Nullable String sessionId,
      @Nullable String previousId) {

    private static final List<String> NAMING =
        List.of("groupId", EventFields.TRAITS, EventFields.CONTEXT);

    static Person read(Fields event, int maxIdBytes) throws Refusal {
      Person person =
          new Person(
              event.personId(EventFields.USER_ID, maxIdBytes),
              event.personId(EventFields.ANONYMOUS_ID, maxIdBytes),
              event.object(EventFields.CONTEXT).personId(EventFields.SESSION_ID, maxIdBytes),
              event.personId(EventFields.PREVIOUS_ID, maxIdBytes));
      if (person.userId == null && person.anonymousId == null) {
        throw new Refusal("id.missing", "neither userId nor anonymousId names anybody");
      }
      return person;
    }

    /** Every id and contact detail that the line names, these four included. */
    RawIds rawIds(ObjectNode line) {
      Set<String> ids = new LinkedHashSet<>();
      add(ids, userId);
      add(ids, anonymousId);
      add(ids, sessionId);
      add(ids, previousId);
      for (String field : NAMING) {
        JsonNode value = line.get(field);
        if (value != null) {
          ids.addAll(value.isTextual() ? Set.of(value.textValue()) : Privacy.namedIn(value));
        }
      }
      return RawIds.of(ids);
    }

    private static void add(Set<String> ids, @Nullable String id) {
      if (id != null) {
        ids.add(id);
      }
    }
  }
}
