package dev.nightjar.etl.cleaning;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.posexplode;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.try_divide;
import static org.apache.spark.sql.functions.when;

import dev.nightjar.contract.EventFields;
import dev.nightjar.etl.rules.EventMapping;
import dev.nightjar.etl.rules.EventRule;
import dev.nightjar.etl.tables.Events;
import dev.nightjar.etl.tables.Exposures;
import dev.nightjar.etl.tables.Interactions;
import dev.nightjar.etl.tables.RunAccounting;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/** What accepted events mean: one row for each item of an event, by the mapping. */
final class Meaning {

  private static final String ITEM = "item";
  private static final String INDEX = "item_index";
  private static final int LONGEST_VALUE = 100;

  private Meaning() {}

  /**
   * Rows of silver.interactions.
   *
   * @param contextValues names of values of the context that are kept beside those with a column
   */
  static Dataset<Row> perInteraction(
      Dataset<Row> events, EventMapping mapping, List<String> contextValues) {
    List<EventRule> rules = mapping.rules().stream().filter(r -> !r.isExposure()).toList();
    return perItem(events, rules)
        .select(
            col(Interactions.PERSON_ID),
            item(Events.ITEM_ID).as(Interactions.ITEM_ID),
            byEvent(rules, rule -> lit(rule.interaction())).as(Interactions.INTERACTION),
            byEvent(rules, Meaning::strength).as(Interactions.STRENGTH),
            value().as(Interactions.VALUE),
            item(Events.QUANTITY).as(Interactions.QUANTITY),
            byEvent(rules, rule -> rule.isRating() ? item(Events.RATING) : noNumber())
                .as(Interactions.RATING),
            col(Events.OCCURRED_AT).as(Interactions.OCCURRED_AT),
            col(Events.EVENT_DATE).as(Interactions.EVENT_DATE),
            col(Events.SESSION_KEY).as(Interactions.SESSION_KEY),
            col(Events.DEVICE).as(Interactions.DEVICE),
            col(Events.COUNTRY).as(Interactions.COUNTRY),
            col(Events.OS).as(Interactions.OS),
            col(Events.BROWSER).as(Interactions.BROWSER),
            col(Events.REFERRER).as(Interactions.REFERRER),
            col(Events.LANGUAGE).as(Interactions.LANGUAGE),
            context(contextValues).as(Interactions.CONTEXT),
            col(Interactions.GUEST),
            recommendationId().as(Interactions.RECOMMENDATION_ID),
            col(Events.MESSAGE_ID).as(Interactions.MESSAGE_ID));
  }

  /** Rows of silver.exposures. */
  static Dataset<Row> perExposure(Dataset<Row> events, EventMapping mapping) {
    List<EventRule> rules = mapping.rules().stream().filter(EventRule::isExposure).toList();
    return perItem(events, rules)
        .select(
            col(Exposures.PERSON_ID),
            item(Events.ITEM_ID).as(Exposures.ITEM_ID),
            coalesce(item(Events.POSITION), col(INDEX).plus(1)).as(Exposures.POSITION),
            recommendationId().as(Exposures.RECOMMENDATION_ID),
            item(Events.PROPENSITY).as(Exposures.PROPENSITY),
            col(Events.OCCURRED_AT).as(Exposures.OCCURRED_AT),
            col(Events.EVENT_DATE).as(Exposures.EVENT_DATE),
            col(Events.SESSION_KEY).as(Exposures.SESSION_KEY),
            col(Events.DEVICE).as(Exposures.DEVICE),
            item(Events.ITEM_SOURCE).as(Exposures.SOURCE),
            when(Acts.isAct(), Exposures.CLIENT)
                .otherwise(Exposures.SERVER)
                .as(Exposures.REPORTED_BY));
  }

  private static Dataset<Row> perItem(Dataset<Row> events, List<EventRule> rules) {
    Object[] names = rules.stream().map(EventRule::event).toArray();
    return events
        .where(col(Outcomes.OUTCOME).equalTo(RunAccounting.ACCEPTED))
        .where(col(Events.RULE).equalTo("").and(col(Events.EVENT).isin(names)))
        .select(col("*"), posexplode(col(Events.ITEMS)).as(new String[] {INDEX, ITEM}));
  }

  private static Column context(List<String> names) {
    Column none = lit(null).cast(Interactions.SCHEMA.apply(Interactions.CONTEXT).dataType());
    if (names.isEmpty()) {
      return none;
    }
    Column all = array(names.stream().map(Meaning::contextValue).toArray(Column[]::new));
    Column sent = filter(all, entry -> entry.getField(Interactions.CONTEXT_VALUE).isNotNull());
    return when(size(sent).gt(0), sent).otherwise(none);
  }

  /** Longer ones are texts, and no two of them are alike. */
  private static Column contextValue(String name) {
    Column sent = col(Events.EXTRAS).getItem(EventFields.CONTEXT + "." + name);
    return struct(
        lit(name).as(Interactions.CONTEXT_NAME),
        when(length(sent).leq(LONGEST_VALUE), sent).as(Interactions.CONTEXT_VALUE));
  }

  private static Column strength(EventRule rule) {
    if (!rule.isRating()) {
      return lit(rule.strength());
    }
    Column max = coalesce(item(Events.RATING_MAX), lit(rule.rating().max()));
    Column share = try_divide(item(Events.RATING), max);
    Column isPositive =
        coalesce(
            item(Events.RATING).geq(item(Events.RATING_THRESHOLD)),
            share.geq(rule.rating().positiveFrom()));
    return when(isPositive, share.multiply(rule.strength()))
        .when(item(Events.RATING).isNull(), 0.0)
        .otherwise(rule.rating().lowStrength());
  }

  /** Money of the item; that of the whole event only where it has one item. */
  private static Column value() {
    return coalesce(
        item(Events.VALUE), when(size(col(Events.ITEMS)).equalTo(1), col(Events.VALUE)));
  }

  private static Column recommendationId() {
    return coalesce(item(Events.ITEM_RECOMMENDATION_ID), col(Events.RECOMMENDATION_ID));
  }

  private static Column byEvent(List<EventRule> rules, Function<EventRule, Column> meaning) {
    Column found = meaning.apply(rules.get(0));
    for (EventRule rule : rules.subList(1, rules.size())) {
      found = when(col(Events.EVENT).equalTo(rule.event()), meaning.apply(rule)).otherwise(found);
    }
    return found;
  }

  private static Column item(String field) {
    return col(ITEM).getField(field);
  }

  private static Column noNumber() {
    return lit(null).cast(DataTypes.DoubleType);
  }
}
