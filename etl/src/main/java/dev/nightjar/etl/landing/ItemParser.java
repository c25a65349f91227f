package dev.nightjar.etl.landing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightjar.contract.Pseudonymizer;
import dev.nightjar.etl.rules.IngestRules;
import dev.nightjar.etl.tables.BronzeItems;
import dev.nightjar.etl.tables.Columns;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Turns one landed catalogue record into a row of bronze.items, or refuses it by rule. */
public final class ItemParser implements LineParser {

  private static final long serialVersionUID = 1L;

  private static final StructType SENT = Columns.without(BronzeItems.SCHEMA, BronzeItems.RUN_DATE);
  private static final RowBuilder.Layout LAYOUT = new RowBuilder.Layout(BronzeItems.SCHEMA);

  private static final Map<String, String> FIELDS =
      Fields.bySmallLetters(
          Columns.without(SENT, BronzeItems.LANDING_DATE, BronzeItems.SOURCE, BronzeItems.LINE)
              .fieldNames());

  private static final Set<String> OWN_COLUMNS = Set.of(SENT.fieldNames());

  private final IngestRules rules;
  private final byte[] secret;
  private transient @Nullable Pseudonymizer pseudonyms;

  public ItemParser(IngestRules rules, byte[] secret) {
    this.rules = rules;
    this.secret = secret.clone();
  }

  @Override
  public StructType schema() {
    return BronzeItems.SCHEMA;
  }

  @Override
  public String hash(String text) {
    Pseudonymizer ready = pseudonyms;
    if (ready == null) {
      ready = new Pseudonymizer(secret);
      pseudonyms = ready;
    }
    return ready.pseudonym(text);
  }

  @Override
  public Parsed parse(ObjectNode line, LandedFile file, long lineNumber) throws Refusal {
    Fields item = new Fields(line, "");
    item.refuseOtherCase(FIELDS);
    String id = item.id(BronzeItems.ITEM_ID, rules.maxIdBytes());
    if (id == null) {
      throw new Refusal("item.missing", "a record without item_id");
    }
    RowBuilder row =
        LAYOUT
            .row()
            .set(BronzeItems.LANDING_DATE, file.landingDate())
            .set(BronzeItems.SOURCE, file.source())
            .set(BronzeItems.LINE, lineNumber)
            .set(BronzeItems.ITEM_ID, id)
            .set(BronzeItems.CATEGORIES, categories(item))
            .set(BronzeItems.TAGS, CatalogText.clean(item.texts(BronzeItems.TAGS)))
            .set(BronzeItems.PRICE, item.number(BronzeItems.PRICE))
            .set(BronzeItems.AVAILABLE, item.flag(BronzeItems.AVAILABLE))
            .set(BronzeItems.DELETED, Boolean.TRUE.equals(item.flag(BronzeItems.DELETED)))
            .set(BronzeItems.PROPERTIES, moreFields(line, item.object(BronzeItems.PROPERTIES)));
    for (String text : List.of(BronzeItems.TITLE, BronzeItems.DESCRIPTION)) {
      row.set(text, CatalogText.clean(item.text(text)));
    }
    for (String plain : List.of(BronzeItems.URL, BronzeItems.IMAGE_URL, BronzeItems.CURRENCY)) {
      row.set(plain, item.text(plain));
    }
    for (String moment :
        List.of(
            BronzeItems.UPDATED_AT,
            BronzeItems.PUBLISHED_AT,
            BronzeItems.AVAILABLE_FROM,
            BronzeItems.AVAILABLE_UNTIL)) {
      row.set(moment, moment(item, moment));
    }
    return new Parsed(CatalystRows.of(row.build()), "");
  }

  /** Properties and, beside them, fields that no column is made for. */
  private static Map<String, String> moreFields(ObjectNode line, Fields properties) {
    Map<String, String> fields = FreeFields.read(line, OWN_COLUMNS, RawIds.NONE);
    fields.putAll(FreeFields.read(properties.node(), Set.of(), RawIds.NONE));
    return fields;
  }

  private static @Nullable List<String> categories(Fields item) throws Refusal {
    return CategoryPaths.expand(CatalogText.clean(item.texts(BronzeItems.CATEGORIES)));
  }

  private static @Nullable Instant moment(Fields item, String name) throws Refusal {
    Instant moment = item.moment(name);
    if (moment != null) {
      int year = moment.atOffset(ZoneOffset.UTC).getYear();
      if (year < 1 || year > 9999) {
        throw new Refusal("timestamp.out_of_range", name + " is in the year " + year);
      }
    }
    return moment;
  }
}
