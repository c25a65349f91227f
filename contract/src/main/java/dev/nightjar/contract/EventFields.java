package dev.nightjar.contract;

/**
 * Names of the JSON fields of a landed event, in the spelling of the Segment spec; see
 * docs/formats/event.md.
 */
public final class EventFields {
  public static final String TYPE = "type";
  public static final String EVENT = "event";
  public static final String USER_ID = "userId";
  public static final String ANONYMOUS_ID = "anonymousId";
  public static final String PREVIOUS_ID = "previousId";
  public static final String MESSAGE_ID = "messageId";
  public static final String TIMESTAMP = "timestamp";
  public static final String RECEIVED_AT = "receivedAt";
  public static final String SENT_AT = "sentAt";
  public static final String ORIGINAL_TIMESTAMP = "originalTimestamp";
  public static final String PROPERTIES = "properties";
  public static final String CONTEXT = "context";
  public static final String TRAITS = "traits";

  public static final String ITEM_ID = "item_id";
  public static final String PRODUCT_ID = "product_id";
  public static final String ITEMS = "items";
  public static final String PRODUCTS = "products";
  public static final String VALUE = "value";
  public static final String RATING = "rating";
  public static final String RATING_MAX = "rating_max";
  public static final String RATING_THRESHOLD = "rating_threshold";
  public static final String QUANTITY = "quantity";
  public static final String POSITION = "position";
  public static final String RECOMMENDATION_ID = "recommendation_id";
  public static final String PROPENSITY = "propensity";
  public static final String RECOMMENDATION_SOURCE = "recommendation_source";

  /** Of what the server answered with: the snapshot that the answer rests on. */
  public static final String SNAPSHOT = "snapshot";

  /** How many items were asked for. */
  public static final String WANTED = "wanted";

  /** Whether items seen before might be among them. */
  public static final String INCLUDE_SEEN = "include_seen";

  /** Digest of the settings that the server ranked by. */
  public static final String SETTINGS = "settings";

  /** The first thing beside snapshot, settings and person that the answer depended on, if any. */
  public static final String DEPENDS_ON = "depends_on";

  public static final String SESSION_ID = "sessionId";
  public static final String CONSENT = "consent";
  public static final String CATEGORY_PREFERENCES = "categoryPreferences";
  public static final String CONSENT_SOURCE = "source";
  public static final String GPC = "gpc";

  private EventFields() {}
}
