package dev.nightjar.etl.importing;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.when;

import dev.nightjar.contract.EventFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;

/**
 * The fields of an event on their way to a line: first named columns beside the source's own, then
 * the rules that they have to keep, then the JSON. Each step is a projection of its own, so that
 * Spark computes no field twice.
 */
final class EventColumns {

  static final String AT = "__at";
  private static final String TYPE = "__type";
  private static final String EVENT = "__event";
  private static final String USER_ID = "__user_id";
  private static final String ANONYMOUS_ID = "__anonymous_id";
  private static final String MESSAGE_ID = "__message_id";
  private static final String PROPERTIES = "__properties";
  private static final String CONTEXT = "__context";
  private static final String GRANTED_CONTEXT = "__granted_context";
  private static final String HAS_CONSENT = "__has_consent";
  private static final String TRAITS = "__traits";
  static final String BODY = "__body";

  private static final String TRACK = "track";
  private static final Set<String> TYPES =
      Set.of(TRACK, "page", "screen", "identify", "group", "alias");
  private static final int MESSAGE_ID_LENGTH = 32;
  private static final int LONGEST = Integer.MAX_VALUE;

  /** Value of {@code context.consent.source} where the importer vouches. */
  private static final String IMPORT = "import";

  private static final List<String> PURPOSES = List.of("personalization", "analytics", "marketing");

  private final List<Column> named = new ArrayList<>();
  private final List<String> objects = new ArrayList<>();
  private boolean choosesContext;

  private EventColumns() {}

  static EventColumns of(SourceExpressions expressions, EventMapping mapping, Consent consent) {
    EventColumns columns = new EventColumns();
    columns.named.add(expressions.text(mapping.type()).as(TYPE));
    columns.named.add(expressions.text(mapping.event()).as(EVENT));
    columns.named.add(expressions.text(mapping.userId()).as(USER_ID));
    columns.named.add(expressions.text(mapping.anonymousId()).as(ANONYMOUS_ID));
    columns.named.add(expressions.text(mapping.messageId()).as(MESSAGE_ID));
    columns.named.add(expressions.moment(mapping.timestamp()).as(AT));
    EventMapping.Bodies bodies = mapping.bodies();
    columns.addObject(
        PROPERTIES, expressions.fields(bodies.properties(), SourceExpressions.Fields.PLAIN));
    columns.addContext(expressions, bodies.context(), consent);
    columns.addObject(TRAITS, expressions.fields(bodies.traits(), SourceExpressions.Fields.PLAIN));
    return columns;
  }

  /** The fields as named columns, to be selected beside those of the source. */
  List<Column> named() {
    return named;
  }

  /** Continues a chain of conditions over the named columns with the rules of an event. */
  static Column outcome(Column before) {
    Column knownType = coalesce(col(TYPE).isin(TYPES.toArray()), lit(false));
    return before
        .when(col(AT).isNull(), MappedRows.TIMESTAMP_UNREADABLE)
        .when(RowMapping.plausible(col(AT)).equalTo(false), MappedRows.TIMESTAMP_OUT_OF_RANGE)
        .when(col(USER_ID).isNull().and(col(ANONYMOUS_ID).isNull()), MappedRows.USER_MISSING)
        .when(knownType.equalTo(false), MappedRows.TYPE_UNKNOWN)
        .when(col(TYPE).equalTo(TRACK).and(col(EVENT).isNull()), MappedRows.EVENT_MISSING);
  }

  /** The name that gives the event its meaning: only a {@code track} has one. */
  static Column name() {
    return when(col(TYPE).equalTo(TRACK), col(EVENT));
  }

  /** The event's JSON without its message id, as a named column. */
  Column body() {
    Column own = json(CONTEXT);
    Column body =
        choosesContext ? when(col(HAS_CONSENT), own).otherwise(json(GRANTED_CONTEXT)) : own;
    return body.as(BODY);
  }

  /**
   * The whole line. An event without a message id gets a hash of all its other fields: rows that
   * are equal in every mapped field share it and count as duplicates.
   */
  static Column line() {
    Column hash = substring(sha2(col(BODY).cast(DataTypes.BinaryType), 256), 1, MESSAGE_ID_LENGTH);
    Column id = to_json(struct(coalesce(col(MESSAGE_ID), hash).as(EventFields.MESSAGE_ID)));
    // {"messageId":"..."} and {"type":...} become one object.
    return concat(
        id.substr(lit(1), length(id).minus(1)), lit(","), substring(col(BODY), 2, LONGEST));
  }

  private void addContext(SourceExpressions expressions, FieldTree context, Consent consent) {
    List<Column> others =
        expressions.fields(context.without(EventFields.CONSENT), SourceExpressions.Fields.PLAIN);
    List<Column> own =
        expressions.fields(context.only(EventFields.CONSENT), SourceExpressions.Fields.PLAIN);
    if (consent == Consent.GRANTED && own.isEmpty()) {
      addObject(CONTEXT, and(others, granted()));
    } else if (own.isEmpty()) {
      addObject(CONTEXT, others);
    } else {
      addObject(CONTEXT, and(others, own.get(0)));
      if (consent == Consent.GRANTED) {
        choosesContext = true;
        named.add(own.get(0).isNotNull().as(HAS_CONSENT));
        named.add(SourceExpressions.objectOf(and(others, granted())).as(GRANTED_CONTEXT));
      }
    }
  }

  private void addObject(String name, List<Column> fields) {
    if (!fields.isEmpty()) {
      named.add(SourceExpressions.objectOf(fields).as(name));
      objects.add(name);
    }
  }

  private Column json(String context) {
    List<Column> fields = new ArrayList<>();
    fields.add(col(TYPE).as(EventFields.TYPE));
    fields.add(col(EVENT).as(EventFields.EVENT));
    fields.add(col(USER_ID).as(EventFields.USER_ID));
    fields.add(col(ANONYMOUS_ID).as(EventFields.ANONYMOUS_ID));
    fields.add(col(AT).as(EventFields.TIMESTAMP));
    fields.add(col(AT).as(EventFields.RECEIVED_AT));
    if (objects.contains(PROPERTIES)) {
      fields.add(col(PROPERTIES).as(EventFields.PROPERTIES));
    }
    if (objects.contains(CONTEXT)) {
      fields.add(col(context).as(EventFields.CONTEXT));
    }
    if (objects.contains(TRAITS)) {
      fields.add(col(TRAITS).as(EventFields.TRAITS));
    }
    return to_json(struct(fields.toArray(new Column[0])), RowMapping.JSON);
  }

  private static List<Column> and(List<Column> some, Column other) {
    List<Column> all = new ArrayList<>(some);
    all.add(other);
    return all;
  }

  private static Column granted() {
    Column[] purposes =
        PURPOSES.stream().map(purpose -> lit(true).as(purpose)).toArray(Column[]::new);
    return struct(
            lit(IMPORT).as(EventFields.CONSENT_SOURCE),
            struct(purposes).as(EventFields.CATEGORY_PREFERENCES))
        .as(EventFields.CONSENT);
  }
}
