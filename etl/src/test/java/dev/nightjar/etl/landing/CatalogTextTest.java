package dev.nightjar.etl.landing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Cup & saucer       | Cup &amp; saucer
          Cup & saucer       | Cup &amp;amp; saucer
          bold move          | <b>bold</b> move
          one two            | <p>one</p><p class="x">two</p>
          one two            | &lt;p&gt;one&lt;br/&gt;two&lt;/p&gt;
          seen               | <script>alert('x')</script>seen<style>p{}</style>
          seen               | <!-- not --> seen
          a < b and c > d    | a < b and c > d
          3 < 4              | 3 &lt; 4
          1 euro: 1 €        | 1 euro: 1 &euro;
          AT&T; R&D          | AT&T; R&D
          'quoted'           | &#39;quoted&#x27;
          &#999999999;       | &#999999999;
          open               | <script>open
          """)
  void leavesNoMarkup(String clean, String landed) {
    assertThat(CatalogText.clean(landed)).isEqualTo(clean);
  }

  @Test
  void givesOneTextOneSpelling() {
    assertThat(CatalogText.clean("Cafe\u0301")).isEqualTo("Caf\u00e9");
    assertThat(CatalogText.clean("Caf&eacute;")).isEqualTo("Caf\u00e9");
    assertThat(CatalogText.clean("  a\t\u00a0b\r\n\u2003c\u0000 ")).isEqualTo("a b c");
    assertThat(CatalogText.clean("a\u200bb\ufeff\u00ad\u202ec")).isEqualTo("abc");
    assertThat(CatalogText.clean("a\ud800b")).isEqualTo("ab");
    assertThat(CatalogText.clean("\ud83d\udc68\u200d\ud83d\udc67"))
        .isEqualTo("\ud83d\udc68\u200d\ud83d\udc67");
  }

  @Test
  void leavesNothingOfNothing() {
    assertThat(CatalogText.clean((String) null)).isNull();
    assertThat(CatalogText.clean(" <br> &nbsp; ")).isNull();
    assertThat(CatalogText.clean((List<String>) null)).isNull();
    assertThat(CatalogText.clean(Arrays.asList("a", "<b></b>", " a "))).containsExactly("a");
  }

  @Test
  void isDoneWithHostileTextAtOnce() {
    String many = "<script ".repeat(100_000) + "&amp;".repeat(50_000) + "&".repeat(50_000);
    assertThat(CatalogText.clean(many)).isNotNull();
  }
}
