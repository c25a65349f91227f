package dev.nightjar.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SurroundingsTest {

  @ParameterizedTest
  @CsvSource({
    "iPhone OS, ios",
    "iOS 17.5.1, ios",
    "Windows 10, windows",
    "Windows NT 10.0, windows",
    "Mac OS X 10_15_7, macos",
    "Android/14, android",
    "Haiku, haiku",
    "PS4, ps4"
  })
  void aSystemIsOneWordWithoutItsVersion(String said, String word) {
    assertThat(Surroundings.os(said, "Mozilla/5.0 (X11; Linux)")).isEqualTo(word);
  }

  @Test
  void anAgentTellsWhatNobodySays() {
    String agent = "Mozilla/5.0 (Windows NT 10.0) Chrome/120.0 Safari/537.36 Edg/120.0";
    assertThat(Surroundings.os(null, agent)).isEqualTo("windows");
    assertThat(Surroundings.browser(null, agent)).isEqualTo("edge");
    assertThat(Surroundings.browser("Mobile Safari 17", agent)).isEqualTo("safari");
    assertThat(Surroundings.os(null, "curl/8.5")).isNull();
    assertThat(Surroundings.browser(null, null)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "https://www.Search.example/find?q=a+person, search.example, search.example",
        "https://ann:secret@mail.example:8443/inbox, mail.example, mail.example",
        "search.example/find, search.example, search.example",
        "android-app://com.mail.app/, com.mail.app, com.mail.app",
        "mailto:ann@mail.example, mail.example, mail.example",
        "http://a b/c?d, a b, -",
        "http://192.168.1.7/admin, 192.168.1.7, -",
        "https://[2001:db8::1]:80/, [2001:db8::1], -",
        "newsletter, newsletter, newsletter"
      })
  void ofAPageTheHostIsKept(String referrer, String host, String site) {
    assertThat(Surroundings.host(referrer)).isEqualTo(host);
    assertThat(Surroundings.site(referrer)).isEqualTo(site);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {"de-AT, de", "pt_BR, pt", "zh-Hans-CN, zh", "EN, en", "gsw-CH, gsw", "*, -", "C, -"})
  void ofALocaleTheLanguageIsKept(String locale, String language) {
    assertThat(Surroundings.language(locale)).isEqualTo(language);
  }
}
