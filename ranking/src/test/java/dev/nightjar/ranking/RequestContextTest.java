package dev.nightjar.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What callers say of a person's machine, in the words that rules ask for. */
class RequestContextTest {

  @ParameterizedTest
  @CsvSource({
    "os, iPhone OS, ios",
    "os, Mac OS X, macos",
    "os, Haiku, haiku",
    "browser, Microsoft Edge, edge",
    "referrer, https://www.Search.example/find?q=a+person, search.example",
    "referrer, search.example/find, search.example",
    "referrer, http://a b/c?d, a b",
    "referrer, newsletter, newsletter"
  })
  void aValueIsBroughtIntoOneWord(String name, String said, String word) {
    assertThat(RequestContext.NONE.with(name, said).value(name)).isEqualTo(word);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Mobile/15E148 Safari/604.1 | mobile | ios | safari",
        "Mozilla/5.0 (Linux; Android 15; Tab S9) Chrome/131.0 Safari/537.36 | tablet | android | chrome",
        "Mozilla/5.0 (Windows NT 10.0) Chrome/120.0 Safari/537.36 Edg/120.0 | desktop | windows | edge",
        "Mozilla/5.0 (X11; Linux x86_64; rv:121.0) Gecko/20100101 Firefox/121.0 | desktop | linux | firefox",
        "Mozilla/5.0 (Macintosh) Version/17 Safari/605 | desktop | macos | safari",
        "curl/8.5 | - | - | -"
      })
  void aUserAgentGivesDeviceSystemAndBrowserAndNothingElse(
      String agent, String device, String os, String browser) {
    RequestContext read = RequestContext.NONE.with("user_agent", agent);
    assertThat(read.device()).isEqualTo(device);
    assertThat(read.value("os")).isEqualTo(os);
    assertThat(read.value("browser")).isEqualTo(browser);
    assertThat(read.value("user_agent")).isNull();
    assertThat(read.others().size()).isEqualTo(os == null ? 0 : 2);
  }

  @Test
  void whatIsSaidHoldsAgainstTheAgentInWhateverOrder() {
    String agent = "Mozilla/5.0 (Windows NT 10.0) Chrome/120.0";
    RequestContext before =
        RequestContext.NONE.with("device", "tv").with("os", "tizen").with("user_agent", agent);
    RequestContext after =
        RequestContext.NONE.with("user_agent", agent).with("device", "tv").with("os", "tizen");
    assertThat(before).isEqualTo(after);
    assertThat(before.value("browser")).isEqualTo("chrome");
  }
}
