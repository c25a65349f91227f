package dev.nightjar.serving.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nightjar.contract.Source;
import dev.nightjar.ranking.BlendWeights;
import dev.nightjar.ranking.Rung;
import dev.nightjar.ranking.Surface;
import dev.nightjar.ranking.Variety;
import dev.nightjar.serving.http.ProblemException;
import dev.nightjar.settings.ConfigurationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenariosTest {
  @TempDir Path folder;

  private Scenarios scenarios(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("ours.conf"), "scenarios { " + text + " }");
    return Scenarios.load(Optional.of(file));
  }

  @Test
  void standForParametersThatTheRequestDoesNotGive() throws IOException {
    Scenarios scenarios =
        scenarios(
            "late { n = 7, diversity = 0.25, include_seen = true, category = [a, b], exclude = [x] }");
    RecommendationRequest plain = QueryReader.recommendation("scenario=late", scenarios);
    assertThat(plain.n()).isEqualTo(7);
    assertThat(plain.options().variety()).isEqualTo(Variety.NONE.withDiversity(0.25));
    assertThat(plain.filters().includeSeen()).isTrue();
    assertThat(plain.filters().categories()).containsExactly("a", "b");

    RecommendationRequest own =
        QueryReader.recommendation(
            "n=3&category=c&exclude=y&include_seen=false&scenario=late", scenarios);
    assertThat(own.n()).isEqualTo(3);
    assertThat(own.filters().includeSeen()).isFalse();
    assertThat(own.filters().categories()).containsExactly("c");
    assertThat(own.filters().exclude()).containsExactly("x", "y");
    assertThat(own.options().variety().diversity()).isEqualTo(0.25);
  }

  @Test
  void holdInABodyAsInAQuery() throws IOException {
    Scenarios scenarios = scenarios("late { n = 7 }");
    byte[] body = "{\"user_id\":\"u\",\"scenario\":\"late\"}".getBytes(StandardCharsets.UTF_8);
    assertThat(new BodyReader().recommendation(body, scenarios).n()).isEqualTo(7);
  }

  @Test
  void sayHowAnswersAreMade() throws IOException {
    Scenarios scenarios = scenarios("late { explore = 0, weights { session = 1, recent = 0.3 } }");
    assertThat(QueryReader.recommendation("scenario=late", scenarios).options().surface())
        .isEqualTo(
            new Surface("late", BlendWeights.of(Map.of("session", 1.0, "recent", 0.3)), 0.0));
    assertThat(QueryReader.recommendation("n=3", scenarios).options().surface())
        .isEqualTo(Surface.STANDARD);
  }

  @Test
  void sayWhichSourcesAreAskedAndWhatFillsUp() throws IOException {
    Scenarios scenarios =
        scenarios("late { sources = [session, als], fallback = [rising, catalogue] }");
    Surface surface = QueryReader.recommendation("scenario=late", scenarios).options().surface();
    assertThat(surface.off())
        .hasSize(Source.values().length - 2)
        .doesNotContain(Source.SESSION, Source.ALS);
    assertThat(surface.ladder()).containsExactly(Rung.RISING, Rung.CATALOGUE);
  }

  @Test
  void sayWhenWhatIsPassedOverSinks() throws IOException {
    Scenarios scenarios =
        scenarios("never { ignored_after = 0 }, soon { ignored_after = 1 }, as { n = 1 }");
    assertThat(ignoredAfter("never", scenarios)).isZero();
    assertThat(ignoredAfter("soon", scenarios)).isEqualTo(1);
    assertThat(ignoredAfter("as", scenarios)).isNull();
  }

  private static @Nullable Integer ignoredAfter(String name, Scenarios scenarios) {
    return QueryReader.recommendation("scenario=" + name, scenarios).options().ignoredAfter();
  }

  @Test
  void areNamedWhenARequestMissesOne() throws IOException {
    Scenarios scenarios = scenarios("basket { n = 7 }");
    ProblemException refused =
        catchThrowableOfType(
            ProblemException.class,
            () -> QueryReader.recommendation("scenario=baskets", scenarios));
    assertThat(refused.problem().errors())
        .singleElement()
        .asString()
        .contains("did you mean basket");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a { n = 0 } | n is 0",
        "a { m = 3 } | m is not known",
        "a { diversity = much } | diversity must be",
        "a { user_id = u } | user_id belongs to one request",
        "a { explore = 0.7 } | explore is 0.7",
        "a { weights { luck = 1 } } | luck",
        "a { ignored_after = 1001 } | ignored_after is 1001; it must be 0 to 1000",
        "a { sources = [sesion] } | there is no source sesion; did you mean session?",
        "a { fallback = [everything] } | there is no fallback everything",
        "a = 3 | cannot be read"
      })
  void keepTheServerFromStartingWhenTheyAreWrong(String text, String message) {
    assertThatThrownBy(() -> scenarios(text))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("ours.conf");
  }

  @Test
  void areShippedForTheUsualSurfaces() {
    Scenarios shipped = Scenarios.load(Optional.empty());
    for (String name : List.of("home", "item_page", "basket", "mail")) {
      assertThat(QueryReader.recommendation("scenario=" + name, shipped).n()).isPositive();
    }
  }
}
