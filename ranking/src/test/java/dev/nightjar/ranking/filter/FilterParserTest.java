package dev.nightjar.ranking.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nightjar.ranking.InvalidQueryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterParserTest {
  /** Left as it is written, right as it is understood. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "price<20 | price < 20",
        "price >= -0.5 AND price<=1e3 | price >= -0.5 and price <= 1000",
        "category in ('a',\"b\") | category in (\"a\", \"b\")",
        "tag NOT IN ('adult') | tag not in (\"adult\")",
        "not tag = 'adult' | not tag = \"adult\"",
        "not not tag != 'x' | not not tag != \"x\"",
        "tag='a' or tag='b' and price=1 | tag = \"a\" or tag = \"b\" and price = 1",
        "(tag='a' or tag='b') and price=1 | (tag = \"a\" or tag = \"b\") and price = 1",
        "not (tag='a' and price=1) | not (tag = \"a\" and price = 1)",
        "((price = 1)) | price = 1",
        "currency is known | currency is known",
        "currency is not known | not currency is known",
        "published_at >= 2026-01-31 | published_at >= 2026-01-31",
        "published_at < '2026-01-31t12:00z' | published_at < 2026-01-31T12:00Z",
        "available_until > 2026-01-31T12:00:00+02:00 | available_until > 2026-01-31T12:00:00+02:00",
        "properties.color = 'red' | properties.color = \"red\"",
        "properties.size in (40, 'XL', true) | properties.size in (40, \"XL\", true)",
        "properties.\"screen size\" > 5 | properties.\"screen size\" > 5",
        "properties.a.b-c_d = false | properties.a.b-c_d = false",
        "properties.Größe = 1 | properties.Größe = 1",
        "item_id in ('i-1') | item_id in (\"i-1\")",
        "tag = 'it\\'s \\\\ \\u00e4\\n' | tag = \"it's \\\\ ä\\u000a\"",
      })
  void reads(String text, String understood) {
    assertThat(ItemFilter.parse(text)).hasToString(understood);
    assertThat(ItemFilter.parse(understood)).isEqualTo(ItemFilter.parse(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "price < | 8 | expected a number, found the end",
        "price | 6 | expected =, !=, <, <=, >, >=, in, not in or is known, found the end",
        "price 20 | 7 | expected =, !=, <, <=, >, >=, in, not in or is known, found 20",
        "prise < 20 | 1 | there is no field prise; did you mean price?",
        "price < 20 and colour = 'red' | 16 | there is no field colour; known are category, tag, price, currency, published_at, available_from, available_until, item_id, properties.NAME",
        "price < 20 price > 3 | 12 | expected and, or, or the end, found price",
        "price < 20 and | 15 | expected a field, not or (, found the end",
        "and price < 20 | 1 | expected a field, not or (, found and",
        "(price < 20 | 12 | expected and, or, or the ) that closes column 1, found the end",
        "price < 20) | 11 | expected and, or, or the end, found )",
        "price < '20' | 9 | price is compared with a number, not with a text",
        "price < cheap | 9 | expected a number, found cheap; put texts in quotes",
        "price = true | 9 | price is compared with a number, not with true or false",
        "price < 1e999 | 9 | the number 1e999 is too large",
        "price < 2026-01-31 | 9 | price is compared with a number, not with a date",
        "category = 3 | 12 | category is compared with a text in quotes, not with a number",
        "category < 'a' | 10 | category holds texts, which have no order; compare it by =, != or in",
        "properties.x < 'a' | 16 | < compares numbers and dates, not a text",
        "properties.x >= true | 17 | >= compares numbers and dates, not true or false",
        "properties.x = 2026-01-31 | 16 | properties.x is compared with a text in quotes, a number, true or false, not with a date",
        "properties. = 1 | 13 | expected the name of a property, found =",
        "properties = 1 | 1 | there is no field properties; known are category, tag, price, currency, published_at, available_from, available_until, item_id, properties.NAME",
        "published_at > 2026-02-30 | 16 | expected a date such as 2026-01-31 or 2026-01-31T12:00:00Z, found 2026-02-30",
        "published_at > 'noon' | 16 | expected a date such as 2026-01-31 or 2026-01-31T12:00:00Z, found \"noon\"",
        "published_at > 2026-01-31T12:00 | 16 | expected a date such as 2026-01-31 or 2026-01-31T12:00:00Z, found 2026-01-31T12:00",
        "published_at > 5 | 16 | published_at is compared with a date such as 2026-01-31 or 2026-01-31T12:00:00Z, not with a number",
        "tag in 'a' | 8 | expected ( and values, found \"a\"",
        "tag in () | 9 | expected a text in quotes, found )",
        "tag in ('a' 'b') | 13 | expected , or ), found \"b\"",
        "tag in ('a', | 13 | expected a text in quotes, found the end",
        "tag not 'a' | 9 | expected in, found \"a\"",
        "tag is 'a' | 8 | expected known or not known, found \"a\"",
        "tag is not 'a' | 12 | expected known, found \"a\"",
        "tag = 'a | 7 | the text that begins here has no closing '",
        "tag = 'a\\x' | 9 | expected one of \\\" \\' \\\\ \\n \\t \\r \\uXXXX after the backslash",
        "tag = '\\u12' | 8 | expected four hexadecimal digits after \\u",
        "tag == 'a' | 5 | == is not part of the language; write =",
        "tag <> 'a' | 5 | <> is not part of the language; write !=",
        "tag = 'a' && price < 3 | 11 | && is not part of the language; write and",
        "!(price < 3) | 1 | ! is not part of the language; write not",
        "price < 3; drop | 10 | the character ; has no meaning here",
        "tag = '🌙' and 🌙 | 15 | the character 🌙 has no meaning here",
        "price < 3cm | 10 | a number or date ends before c; put texts in quotes",
      })
  void saysWhereAndWhatWasExpected(String text, int column, String what) {
    InvalidQueryException refused = refused(text);
    assertThat(refused.field()).isEqualTo("filter");
    assertThat(refused.reason()).isEqualTo("column " + column + ": " + what);
  }

  @Test
  void theErrorsThatTheDocumentationShowsAreThoseThereAre() throws IOException {
    Matcher rows =
        Pattern.compile("\\| `([^`]+)` \\| (column \\d+: .*) \\|")
            .matcher(Files.readString(Path.of("../docs/api.md")));
    int found = 0;
    for (; rows.find(); found++) {
      assertThat(refused(rows.group(1)).reason()).isEqualTo(rows.group(2));
    }
    assertThat(found).isEqualTo(5);
  }

  @Test
  void refusesWhatSaysNothing() {
    assertThat(refused(" \n").reason()).startsWith("is empty; leave it out");
  }

  @Test
  void refusesMoreThanItCanBeAskedToRead() {
    assertThat(refused("x".repeat(4_001)).reason())
        .isEqualTo("has 4001 characters; at most 4000 are taken");
    assertThat(refused("(".repeat(4_000)).reason())
        .isEqualTo("column 34: brackets and not may go 32 deep and no deeper");
    assertThat(refused("not ".repeat(1_000)).reason())
        .isEqualTo("column 133: brackets and not may go 32 deep and no deeper");
    assertThat(refused("price in (1" + ",1".repeat(500) + ")").reason())
        .isEqualTo("column 1011: a filter may compare with 500 values and no more");
  }

  @Test
  void takesAsMuchAsItSays() {
    String deep = "(".repeat(32) + "price < 1" + ")".repeat(32);
    assertThat(ItemFilter.parse(deep)).hasToString("price < 1");
    assertThat(ItemFilter.parse("price in (1" + ",1".repeat(499) + ")").isNone()).isFalse();
    assertThat(ItemFilter.NONE.isNone()).isTrue();
  }

  private static InvalidQueryException refused(String text) {
    InvalidQueryException refused =
        catchThrowableOfType(InvalidQueryException.class, () -> ItemFilter.parse(text));
    assertThat(refused).as(text).isNotNull();
    return refused;
  }
}
