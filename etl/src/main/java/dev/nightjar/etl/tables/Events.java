package dev.nightjar.etl.tables;

import dev.nightjar.etl.LakeTable;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * bronze.events: one landed line that parsed as an event: typed, ids already pseudonyms. Nothing
 * here says whether it counts; CleanEventsJob decides that.
 */
public final class Events {
  public static final String RUN_DATE = "run_date";
  public static final String LANDING_DATE = "landing_date";
  public static final String SOURCE = "source";
  public static final String LINE = "line";
  public static final String TYPE = "type";
  public static final String EVENT = "event";
  public static final String MESSAGE_ID = "message_id";
  public static final String USER_KEY = "user_key";
  public static final String ANONYMOUS_KEY = "anonymous_key";
  public static final String PREVIOUS_KEY = "previous_key";
  public static final String SESSION_KEY = "session_key";
  public static final String OCCURRED_AT = "occurred_at";
  public static final String RECEIVED_AT = "received_at";
  public static final String EVENT_DATE = "event_date";
  public static final String DEVICE = "device";
  public static final String OS = "os";
  public static final String BROWSER = "browser";
  public static final String REFERRER = "referrer";
  public static final String LANGUAGE = "language";
  public static final String COUNTRY = "country";
  public static final String LOCALE = "locale";
  public static final String TIMEZONE = "timezone";
  public static final String PAGE_PATH = "page_path";
  public static final String CAMPAIGN = "campaign";
  public static final String CONSENT_PERSONALIZATION = "consent_personalization";
  public static final String CONSENT_ANALYTICS = "consent_analytics";
  public static final String CONSENT_MARKETING = "consent_marketing";
  public static final String CONSENT_SOURCE = "consent_source";
  public static final String GPC = "gpc";
  public static final String BOT_AGENT = "bot_agent";
  public static final String RECOMMENDATION_ID = "recommendation_id";
  public static final String VALUE = "value";
  public static final String ITEMS = "items";
  public static final String PROPERTIES = "properties";
  public static final String TRAITS = "traits";
  public static final String EXTRAS = "extras";
  public static final String PRODUCER = "producer";
  public static final String RULE = "rule";
  public static final String KEY_VERSION = "key_version";
  public static final String OLDER_KEYS = "older_keys";

  public static final String ITEM_ID = "item_id";
  public static final String POSITION = "position";
  public static final String QUANTITY = "quantity";
  public static final String RATING = "rating";
  public static final String RATING_MAX = "rating_max";
  public static final String RATING_THRESHOLD = "rating_threshold";
  public static final String PROPENSITY = "propensity";
  public static final String ITEM_RECOMMENDATION_ID = "recommendation_id";
  public static final String ITEM_SOURCE = "recommendation_source";

  /** One item of an event. */
  public static final StructType ITEM =
      Columns.schema(
          Columns.required(ITEM_ID, DataTypes.StringType, "Id as the sender knows it."),
          Columns.optional(POSITION, DataTypes.IntegerType, "Place in the list shown, from 1."),
          Columns.optional(VALUE, DataTypes.DoubleType, "Money of this item, quantity included."),
          Columns.optional(QUANTITY, DataTypes.DoubleType, "Pieces."),
          Columns.optional(RATING, DataTypes.DoubleType, "Rating given, on the sender's scale."),
          Columns.optional(RATING_MAX, DataTypes.DoubleType, "Top of the scale, if sent."),
          Columns.optional(
              RATING_THRESHOLD, DataTypes.DoubleType, "Lowest positive rating, if sent."),
          Columns.optional(PROPENSITY, DataTypes.DoubleType, "Chance of being shown, (0, 1]."),
          Columns.optional(
              ITEM_RECOMMENDATION_ID, DataTypes.StringType, "Answer that showed this item."),
          Columns.optional(
              ITEM_SOURCE, DataTypes.StringType, "Source of candidates that the item came from."));

  public static final StructType SCHEMA =
      Columns.schema(
          Columns.required(RUN_DATE, DataTypes.DateType, "Night that took the line; partition."),
          Columns.required(
              LANDING_DATE, DataTypes.DateType, "Day of arrival (UTC): the dt of the landed file."),
          Columns.required(
              SOURCE, DataTypes.StringType, "Landed file, path relative to the lake root."),
          Columns.required(LINE, DataTypes.LongType, "Line number in the file, from 1."),
          Columns.required(
              TYPE, DataTypes.StringType, "track, page, screen, identify, group or alias."),
          Columns.optional(
              EVENT, DataTypes.StringType, "Event name; null for types that carry none."),
          Columns.required(
              MESSAGE_ID,
              DataTypes.StringType,
              "De-duplication key: a keyed hash of messageId, else of the canonical event."),
          Columns.optional(
              USER_KEY, DataTypes.StringType, "Pseudonym of userId; null for a guest."),
          Columns.optional(
              ANONYMOUS_KEY, DataTypes.StringType, "Pseudonym of anonymousId; null if not sent."),
          Columns.optional(
              PREVIOUS_KEY,
              DataTypes.StringType,
              "Pseudonym of an alias's previousId; null for other types."),
          Columns.optional(
              SESSION_KEY,
              DataTypes.StringType,
              "Pseudonym of context.sessionId; null if not sent."),
          Columns.required(OCCURRED_AT, DataTypes.TimestampType, "When it happened (UTC)."),
          Columns.required(
              RECEIVED_AT, DataTypes.TimestampType, "When the collector took it (UTC)."),
          Columns.required(EVENT_DATE, DataTypes.DateType, "UTC day of occurred_at."),
          Columns.optional(
              DEVICE,
              DataTypes.StringType,
              "context.device.type, lower case, else guessed from the agent; null if neither"
                  + " says."),
          Columns.optional(
              OS,
              DataTypes.StringType,
              "context.os.name, lower case without version, else guessed from the agent; null if"
                  + " neither says."),
          Columns.optional(
              BROWSER,
              DataTypes.StringType,
              "Browser, lower case without version, guessed from the agent; null if it does not"
                  + " say."),
          Columns.optional(
              REFERRER,
              DataTypes.StringType,
              "Host of context.page.referrer, without www.; null if it names none."),
          Columns.optional(COUNTRY, DataTypes.StringType, "Two-letter country; null if not sent."),
          Columns.optional(LOCALE, DataTypes.StringType, "context.locale; null if not sent."),
          Columns.optional(
              LANGUAGE, DataTypes.StringType, "Language of the locale; null if it names none."),
          Columns.optional(TIMEZONE, DataTypes.StringType, "context.timezone; null if not sent."),
          Columns.optional(
              PAGE_PATH,
              DataTypes.StringType,
              "context.page.path, without query; null if not sent."),
          Columns.optional(
              CAMPAIGN, DataTypes.StringType, "context.campaign.name; null if not sent."),
          Columns.optional(
              CONSENT_PERSONALIZATION,
              DataTypes.BooleanType,
              "The event's own consent; null: the event carries none."),
          Columns.optional(
              CONSENT_ANALYTICS,
              DataTypes.BooleanType,
              "The event's own consent; null: the event carries none."),
          Columns.optional(
              CONSENT_MARKETING,
              DataTypes.BooleanType,
              "The event's own consent; null: the event carries none."),
          Columns.optional(
              CONSENT_SOURCE,
              DataTypes.StringType,
              "Who vouches for the consent, \"import\" for imported files; null if not sent."),
          Columns.required(
              GPC,
              DataTypes.BooleanType,
              "Whether the browser sent the signal Global Privacy Control (context.gpc)."),
          Columns.required(
              BOT_AGENT,
              DataTypes.BooleanType,
              "Whether the user agent names a robot; the agent itself is not kept."),
          Columns.optional(
              RECOMMENDATION_ID,
              DataTypes.StringType,
              "Answer that led to the event; null if none."),
          Columns.optional(
              VALUE, DataTypes.DoubleType, "Money of the whole event; null if not sent."),
          Columns.required(
              ITEMS,
              DataTypes.createArrayType(ITEM),
              "Items the event is about, in the order sent; empty for events without items."),
          Columns.required(
              PROPERTIES,
              DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType),
              "What else the sender put into properties, as text; ids and contact fields dropped."),
          Columns.required(
              TRAITS,
              DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType),
              "Traits of identify, as text; contact fields dropped."),
          Columns.required(
              EXTRAS,
              DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType),
              "Unknown fields of the event, its context and its items by path, as text; ids and"
                  + " contact fields dropped."),
          Columns.optional(
              PRODUCER,
              DataTypes.StringType,
              "Program that made the event, name/version of context.library or context.app; null if"
                  + " not sent."),
          Columns.required(
              RULE,
              DataTypes.StringType,
              "\"event.unmapped\" for a track event that conf/events.conf does not map, else"
                  + " empty."),
          Columns.required(
              KEY_VERSION,
              DataTypes.IntegerType,
              "Number of the key that made the row's pseudonyms (privacy.key_version)."),
          Columns.optional(
              OLDER_KEYS,
              DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType),
              "The row's user, anonymous and previous key under the key before, each with the one"
                  + " of now; null: no key before was configured."));

  public static final LakeTable TABLE =
      LakeTable.of("bronze", "events", SCHEMA, RUN_DATE)
          .rowIs("A landed line that parsed as an event.")
          .statisticsOn(
              "A night reads the arrivals and the days around it", LANDING_DATE, EVENT_DATE)
          .inFilesOf(
              2_000_000,
              "A file of 2 million events is some 200 MB, so that the file which a night's days are"
                  + " read from stays small");

  private Events() {}
}
