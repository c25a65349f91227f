package dev.nightjar.etl.importing;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.when;

import dev.nightjar.contract.EventFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;

/**
 * The columns of an event before they become a line: the rules that they have to keep, and the JSON
 * that they give.
 *
 * @param names type, name and ids
 * @param at when it happened
 * @param objects the objects inside the event
 */
record EventColumns(Names names, Column at, Bodies objects) {

  private static final Set<String> TYPES =
      Set.of("track", "page", "screen", "identify", "group", "alias");
  private static final int MESSAGE_ID_LENGTH = 32;

  /** Value of {@code context.consent.source} where the importer vouches. */
  private static final String IMPORT = "import";

  private static final List<String> PURPOSES = List.of("personalization", "analytics", "marketing");

  /** The event's texts. */
  record Names(
      Column type, Column event, Column userId, Column anonymousId, Column messageId) {}

  /** The event's objects; the context without its consent, which is kept apart. */
  record Bodies(
      Optional<Column> properties,
      List<Column> context,
      List<Column> consent,
      Optional<Column> traits) {}

  static EventColumns of(SourceExpressions expressions, EventMapping mapping) {
    FieldTree context = mapping.bodies().context();
    return new EventColumns(
        new Names(
            expressions.text(mapping.type()),
            expressions.text(mapping.event()),
            expressions.text(mapping.userId()),
            expressions.text(mapping.anonymousId()),
            expressions.text(mapping.messageId())),
        expressions.moment(mapping.timestamp()),
        new Bodies(
            expressions.object(mapping.bodies().properties(), Set.of()),
            expressions.fields(context.without(EventFields.CONSENT), Set.of()),
            expressions.fields(context.only(EventFields.CONSENT), Set.of()),
            expressions.object(mapping.bodies().traits(), Set.of())));
  }

  /** Continues a chain of conditions with the rules of an event. */
  Column outcome(Column before) {
    Column knownType = coalesce(names.type().isin(TYPES.toArray()), lit(false));
    return before
        .when(at.isNull(), MappedRows.TIMESTAMP_UNREADABLE)
        .when(RowMapping.plausible(at).equalTo(false), MappedRows.TIMESTAMP_OUT_OF_RANGE)
        .when(names.userId().isNull().and(names.anonymousId().isNull()), MappedRows.USER_MISSING)
        .when(knownType.equalTo(false), MappedRows.TYPE_UNKNOWN)
        .when(
            names.type().equalTo("track").and(names.event().isNull()), MappedRows.EVENT_MISSING);
  }

  /** The event's JSON, with the importer's word where the row has no consent object. */
  Column line(Consent consent, Map<String, String> json) {
    if (consent == Consent.FROM_EVENTS) {
      return line(objects.consent(), json);
    }
    Column granted = line(List.of(granted()), json);
    return objects.consent().isEmpty()
        ? granted
        : when(objects.consent().get(0).isNotNull(), line(objects.consent(), json))
            .otherwise(granted);
  }

  private Column line(List<Column> consent, Map<String, String> json) {
    List<Column> others = new ArrayList<>();
    others.add(names.type().as(EventFields.TYPE));
    others.add(names.event().as(EventFields.EVENT));
    others.add(names.userId().as(EventFields.USER_ID));
    others.add(names.anonymousId().as(EventFields.ANONYMOUS_ID));
    others.add(at.as(EventFields.TIMESTAMP));
    others.add(at.as(EventFields.RECEIVED_AT));
    objects.properties().ifPresent(o -> others.add(o.as(EventFields.PROPERTIES)));
    List<Column> context = new ArrayList<>(objects.context());
    context.addAll(consent);
    if (!context.isEmpty()) {
      others.add(SourceExpressions.objectOf(context).as(EventFields.CONTEXT));
    }
    objects.traits().ifPresent(o -> others.add(o.as(EventFields.TRAITS)));
    List<Column> all = new ArrayList<>();
    all.add(coalesce(names.messageId(), hash(others, json)).as(EventFields.MESSAGE_ID));
    all.addAll(others);
    return to_json(struct(all.toArray(new Column[0])), json);
  }

  /** Equal for rows that are equal in every mapped field: such rows are duplicates. */
  private static Column hash(List<Column> fields, Map<String, String> json) {
    Column text = to_json(struct(fields.toArray(new Column[0])), json);
    return substring(sha2(text.cast(DataTypes.BinaryType), 256), 1, MESSAGE_ID_LENGTH);
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
