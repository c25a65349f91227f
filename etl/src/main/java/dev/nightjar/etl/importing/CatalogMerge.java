package dev.nightjar.etl.importing;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.get_json_object;
import static org.apache.spark.sql.functions.json_object_keys;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightjar.etl.tables.BronzeItems;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * One catalogue record an item, with the newest value that any of its records gave of each field,
 * as the nights merge records; each of the {@code properties} is a field of its own. Of records
 * that give the same fields only the newest can matter, so no step holds more records of an item
 * than there are different sets of fields.
 */
final class CatalogMerge {

  private static final String FIELDS = "fields";
  private static final String PROPERTIES = "property_fields";
  private static final String RECORDS = "records";

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
          .build();

  private CatalogMerge() {}

  /**
   * Lines as text and their days, an item of an input each.
   *
   * @param fallback day of an item whose rows have none
   */
  static Dataset<Row> perItem(Dataset<Row> mapped, Column fallback) {
    UDF1<Seq<String>, String> merge = CatalogMerge::merge;
    Column lines = transform(col(RECORDS), one -> one.getField(MappedRows.ITEM_LINE));
    return mapped
        .filter(col(MappedRows.ITEM_ID).isNotNull())
        .groupBy(
            col(MappedRows.INPUT),
            col(MappedRows.ITEM_ID),
            json_object_keys(col(MappedRows.ITEM_LINE)).as(FIELDS),
            json_object_keys(get_json_object(col(MappedRows.ITEM_LINE), "$.properties"))
                .as(PROPERTIES))
        .agg(
            max_by(col(MappedRows.ITEM_LINE), col(MappedRows.RECENCY)).as(MappedRows.ITEM_LINE),
            max(MappedRows.RECENCY).as(MappedRows.RECENCY),
            min(MappedRows.DAY).as(MappedRows.DAY))
        .groupBy(MappedRows.INPUT, MappedRows.ITEM_ID)
        .agg(
            array_sort(collect_list(struct(MappedRows.RECENCY, MappedRows.ITEM_LINE))).as(RECORDS),
            coalesce(min(MappedRows.DAY), fallback).as(MappedRows.DAY))
        .select(
            when(size(col(RECORDS)).equalTo(1), lines.getItem(0))
                .otherwise(udf(merge, DataTypes.StringType).apply(lines))
                .as(MappedRows.ITEM_LINE),
            col(MappedRows.DAY));
  }

  /** A UDF, because no function of Spark lays one JSON object over another. */
  private static String merge(Seq<String> oldestFirst) throws JsonProcessingException {
    ObjectNode merged = JSON.createObjectNode();
    for (String record : CollectionConverters.asJava(oldestFirst)) {
      // Said by every record: one without it brings the item back.
      merged.remove(BronzeItems.DELETED);
      ObjectNode newer = (ObjectNode) JSON.readTree(record);
      if (merged.get(BronzeItems.PROPERTIES) instanceof ObjectNode properties
          && newer.get(BronzeItems.PROPERTIES) instanceof ObjectNode more) {
        newer.set(BronzeItems.PROPERTIES, properties.setAll(more));
      }
      merged.setAll(newer);
    }
    return JSON.writeValueAsString(merged);
  }
}
