package dev.nightjar.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The list of docs/formats/event.md: the server and the tables must take the same ids. */
class PersonIdsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "null",
        "NULL",
        "undefined",
        "none",
        "nil",
        "NaN",
        " anonymous ",
        "unknown",
        "guest",
        "[object Object]",
        "0",
        "00",
        "0000-0000",
        "00000000-0000-0000-0000-000000000000"
      })
  void takesPlaceholdersForNobody(String id) {
    assertThat(PersonIds.real(id)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ann", "-", "10", "0001", "guest-7", " ann "})
  void leavesIdsOfSomebodyAsTheyAre(String id) {
    assertThat(PersonIds.real(id)).isEqualTo(id);
  }
}
