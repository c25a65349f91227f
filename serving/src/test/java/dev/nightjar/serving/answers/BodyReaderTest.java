package dev.nightjar.serving.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.serving.http.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BodyReaderTest {
  private final BodyReader reader = new BodyReader();
  private final Scenarios scenarios = Scenarios.load(Optional.empty());

  @Test
  void refusesWhatWouldGrowOutOfProportion() throws IOException {
    for (String body :
        new String[] {
          "{\"exclude\":[" + "[],".repeat(200_000) + "[]]}",
          "{\"context\":" + "{\"a\":".repeat(60) + "1" + "}".repeat(61)
        }) {
      assertThatThrownBy(() -> read(body))
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining("50 levels")
          .hasMessageContaining("100000 names");
    }
    assertThatThrownBy(() -> read("{\"n\":")).hasMessageContaining("not valid JSON");
    assertThat(read("{\"n\":7}").n()).isEqualTo(7);
  }

  private RecommendationRequest read(String body) throws IOException {
    return reader.recommendation(body.getBytes(StandardCharsets.UTF_8), scenarios);
  }
}
