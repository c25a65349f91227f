package dev.nightjar.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.etl.SparkSessionExtension;
import dev.nightjar.etl.tables.Items;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkSessionExtension.class)
class ContentNeighborsIT {
  private static final Instant CUTOFF = Instant.parse("2026-01-11T00:00:00Z");
  private static final PreferenceRules RULES =
      new PreferenceRules(1000, 1, 20, List.of("purchase"), List.of("dismiss"), 100);
  private static final ContentParams PARAMS = new ContentParams(10, 100, 0.2);

  private final SparkSession spark;
  private final List<Row> catalogue = new ArrayList<>();

  ContentNeighborsIT(SparkSession spark) {
    this.spark = spark;
  }

  @Test
  void itemsAreAlikeByWordsThatFewShareWhateverTheirCase() {
    item("kettle-1", "Blue KETTLE", null, List.of("Kitchen"), List.of());
    item("kettle-2", "red kettle", null, List.of("Kitchen"), List.of());
    item("plate", "red plate", null, List.of("Kitchen"), List.of());
    item("spade", "garden spade", null, List.of("Garden"), List.of());
    item("rake", "iron rake", null, List.of("Garden"), List.of());
    assertThat(neighbors(PARAMS, false, new Rows()))
        .containsEntry("kettle-1", List.of("kettle-2", "plate"))
        .containsEntry("kettle-2", List.of("kettle-1", "plate"))
        .containsEntry("spade", List.of("rake"));
  }

  @Test
  void aTagIsAnotherWordThanTheSameWordInATitle() {
    item("a", "linen", null, List.of(), List.of());
    item("b", "cotton", null, List.of(), List.of("linen"));
    item("c", "wool", null, List.of(), List.of("linen"));
    item("d", "linen", null, List.of(), List.of());
    assertThat(neighbors(PARAMS, false, new Rows()))
        .containsEntry("a", List.of("d"))
        .containsEntry("b", List.of("c"));
  }

  @Test
  void ofTwoAsAlikeTheBetterKnownGoesFirstAndAnItemNobodyMetHasItsPlace() {
    for (String id : List.of("a", "b", "c")) {
      item(id, "lamp", null, List.of(), List.of());
    }
    Rows rows = new Rows();
    rows.add("p", "c", "view", 1, "2026-01-01T00:00:00Z");
    rows.add("q", "c", "view", 1, "2026-01-01T00:00:00Z");
    rows.add("p", "a", "view", 1, "2026-01-01T00:00:00Z");
    assertThat(neighbors(PARAMS, false, rows)).containsEntry("b", List.of("c", "a"));
    assertThat(neighbors(PARAMS, true, rows))
        .as("a window that is over knows only what was met")
        .containsOnlyKeys("a", "c")
        .containsEntry("a", List.of("c"));
  }

  @Test
  void wordsOfTooManyItemsTellNothingAndNoWordsNoNeighbours() {
    for (int i = 0; i < 5; i++) {
      item("i" + i, "lamp", null, List.of(), List.of());
    }
    item("silent", null, null, List.of(), List.of());
    assertThat(neighbors(new ContentParams(10, 4, 0), false, new Rows())).isEmpty();
    assertThat(neighbors(new ContentParams(0, 100, 0), false, new Rows())).isEmpty();
    assertThat(neighbors(new ContentParams(2, 5, 0), false, new Rows()).get("i0")).hasSize(2);
  }

  @Test
  void aLakeWithoutACatalogueHasNone() {
    assertThat(neighbors(PARAMS, false, new Rows())).isEmpty();
  }

  private Map<String, List<String>> neighbors(ContentParams params, boolean metOnly, Rows rows) {
    Dataset<Row> preferences = PreferenceAggregation.perPersonItem(rows.on(spark), RULES, CUTOFF);
    Map<String, List<String>> found = new TreeMap<>();
    Dataset<Row> words =
        ItemWords.perItem(spark.createDataFrame(List.copyOf(catalogue), Items.SCHEMA));
    try (Examples examples =
        Examples.persist(PreferenceAggregation.keepExamples(preferences, RULES), 3)) {
      new ContentNeighbors(params, 2, 1000)
          .train(words, examples, metOnly)
          .orderBy("item_id", "rank")
          .collectAsList()
          .forEach(
              row ->
                  found
                      .computeIfAbsent(row.getString(0), id -> new ArrayList<>())
                      .add(row.getString(2)));
    }
    return found;
  }

  private void item(
      String id, String title, String description, List<String> categories, List<String> tags) {
    Object[] values = new Object[Items.SCHEMA.size()];
    for (int i = 0; i < values.length; i++) {
      StructField field = Items.SCHEMA.fields()[i];
      values[i] =
          switch (field.name()) {
            case Items.ITEM_ID -> id;
            case Items.TITLE -> title;
            case Items.DESCRIPTION -> description;
            case Items.CATEGORIES -> categories.toArray(String[]::new);
            case Items.TAGS -> tags.toArray(String[]::new);
            case Items.AVAILABLE -> true;
            case Items.AVAILABILITY -> new Row[0];
            case Items.UPDATED_AT -> Timestamp.from(CUTOFF);
            default -> null;
          };
    }
    catalogue.add(RowFactory.create(values));
  }
}
