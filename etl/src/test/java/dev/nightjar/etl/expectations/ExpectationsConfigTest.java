package dev.nightjar.etl.expectations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import dev.nightjar.etl.TestNight;
import dev.nightjar.settings.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectationsConfigTest {

  @Test
  void readsEveryKindOfRule() {
    List<Expectation> rules =
        read("""
                expectations {
                  "silver.items" = [
                    { rule = required, columns = [title] }
                    { rule = range, columns = [price], min = 0, max = 10, stops = false }
                    { rule = pattern, columns = [currency], pattern = "[A-Z]{3}" }
                    { rule = set, columns = [currency], values = [EUR] }
                    { rule = unique, columns = [item_id, title] }
                    { rule = fresh, columns = [updated_at], max_age = 2 days }
                    { rule = rows, min_share = 0.5, min_nights = 2, min_rows = 10 }
                    { rule = nulls, columns = [title], max_rise = 0.1 }
                  ]
                }
                """)
            .all();
    assertThat(rules)
        .extracting(Expectation::name)
        .containsExactly(
            "required:title",
            "range:price",
            "pattern:currency",
            "set:currency",
            "unique:item_id",
            "unique:title",
            "fresh:updated_at",
            "rows",
            "nulls:title");
    assertThat(rules)
        .filteredOn(rule -> !rule.stops())
        .extracting(Expectation::name)
        .containsExactly("range:price");
    assertThat(rules.get(6).check()).isEqualTo(new Check.Fresh(Duration.ofDays(2)));
    assertThat(rules.get(7).check())
        .isEqualTo(new Check.Rows(0.5, Double.POSITIVE_INFINITY, new Check.History(2, 10)));
    assertThat(rules.get(8).check()).isEqualTo(new Check.Nulls(0.1, new Check.History(3, 1000)));
  }

  @Test
  void partsTheShippedRulesIntoThoseOfLinesAndThoseOfTables() {
    Expectations shipped = ExpectationsConfig.shipped();
    assertThat(shipped.ofLines(CheckedTable.EVENTS).isEmpty()).isFalse();
    assertThat(shipped.ofTables())
        .hasSizeLessThan(shipped.all().size())
        .noneMatch(
            rule -> rule.table().startsWith("bronze") && rule.check() instanceof Check.OfValue);
    assertThat(ExpectationsConfig.load(TestNight.settings()).all()).hasSameSizeAs(shipped.all());
  }

  @Test
  void takesTheFileThatTheSettingsName(@TempDir Path folder) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("mine.conf"),
            "expectations { \"silver.items\" = [{ rule = unique, columns = [item_id] }] }");
    assertThat(
            ExpectationsConfig.load(TestNight.settings("etl.expectations_file", file.toString()))
                .all())
        .hasSize(1);
    assertThatThrownBy(
            () ->
                ExpectationsConfig.load(
                    TestNight.settings("etl.expectations_file", folder + "/none.conf")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("none.conf\" is not a file");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          silver.thing  | rule = unique, columns = [item_id]               | no rules are possible for the table "silver.thing"
          silver.items  | rule = uniqe, columns = [item_id]                | unknown rule "uniqe"
          silver.items  | rule = unique, columns = [item]                  | has no column item
          silver.items  | rule = unique, columns = [item_id], max = 3      | unknown key max
          silver.items  | rule = range, columns = [title], min = 3         | cannot be held against silver.items.title
          silver.items  | rule = range, columns = [price], min = 3, max = 2 | min = 3.0 is above max = 2.0
          silver.items  | rule = fresh, columns = [price], max_age = 1 day | which is double
          silver.items  | rule = nulls, columns = [price], max_rise = 2    | must be a share from 0 to 1
          silver.items  | rule = rows, min_share = 0, min_nights = 8       | must be from 1 to 7
          silver.items  | rule = pattern, columns = [title], pattern = "(" | Unclosed group
          bronze.events | rule = nulls, columns = [items.rating], max_rise = 0 | several double
          bronze.events | rule = range, columns = [items.colour], min = 0  | nothing within it that is called colour
          bronze.events | rule = required, columns = [device], stops = false | quarantines lines and stops nothing
          """)
  void saysWhatIsWrongWithARule(String table, String rule, String message) {
    assertThatThrownBy(() -> read("expectations { \"" + table + "\" = [{ " + rule + " }] }"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("rules.conf: ")
        .hasMessageContaining(message);
  }

  @Test
  void refusesTheSameRuleTwice() {
    assertThatThrownBy(
            () ->
                read(
                    "expectations { \"silver.items\" = [{ rule = unique, columns = [item_id, item_id] }] }"))
        .hasMessageContaining("silver.items has the rule unique:item_id twice");
  }

  private static Expectations read(String text) {
    return ExpectationsConfig.expectations(ConfigFactory.parseString(text), "rules.conf");
  }
}
