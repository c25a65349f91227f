package dev.nightjar.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class JsonTreeTest {

  @Test
  void readsWhatTheWriterWrites() {
    String json =
        new JsonText().put("a", "\"x\\\n").put("b", 3L).put("c", true).cents("d", 1205).end();
    assertThat(JsonTree.parse(json).toString()).isEqualTo("{a=\"x\\\n, b=3.0, c=true, d=12.05}");
  }

  @Test
  void refusesWhatIsNotJson() {
    for (String text : new String[] {"", "{", "[1,", "{\"a\":}", "{} x", "\"\\u00", "nul"}) {
      assertThatThrownBy(() -> JsonTree.parse(text))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
