package dev.nightjar.serving.signals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.ranking.RequestContext;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signals of a real server that is slow, wrong or gone, and recovers. */
class SignalsIT {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final RequestContext HERE =
      RequestContext.NONE.with("country", "de").with("daypart", "evening");
  private SignalServer server;

  @BeforeEach
  void start() throws Exception {
    server = new SignalServer();
    server.say(200, "{\"weather\":\"rain\",\"degrees\":7,\"holiday\":true,\"trending\":[\"tea\"]}");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void valuesAreFetchedOncePerPlaceAndNameNobody() {
    try (Signals signals = signals(LONG, LONG, LONG)) {
      for (int i = 0; i < 20; i++) {
        Signals.Found found =
            signals.in(HERE.with("locale", "de-AT").with("ip", "1.2.3.4").with("user", "u" + i));
        assertThat(found.degraded()).isFalse();
        assertThat(found.context().value("weather")).isEqualTo("rain");
        assertThat(found.context().value("degrees")).isEqualTo("7");
        assertThat(found.context().value("holiday")).isEqualTo("true");
        assertThat(found.context().value("trending.tea")).isEqualTo("true");
      }
      assertThat(signals.in(HERE.with("weather", "sun")).context().value("weather"))
          .as("what the caller says holds")
          .isEqualTo("sun");
      assertThat(signals.in(HERE.with("country", "x&y=z")).context().value("weather"))
          .isEqualTo("rain");
    }
    assertThat(server.asked())
        .hasSize(3)
        .allMatch(
            asked ->
                asked.matches(
                    "/now\\?key=k(&country=DE)?(&locale=de)?&daypart=evening \\[[A-Za-z0-9, -]*]"))
        .noneMatch(asked -> asked.contains("Cookie") || asked.contains("1.2.3.4"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"weather\":",
        "[]",
        "7",
        "",
        "{\"weather\":{\"now\":\"rain\"}}",
        "{\"weather\":null}",
        "{\"trending\":[1]}",
        "{\"segment\":\"7\"}",
        "{\"user_agent\":\"x\"}",
        "{\"a b\":\"x\"}"
      })
  void aWrongAnswerIsRefusedWholeAndTheProviderRecovers(String wrong) {
    server.say(200, wrong);
    recovers();
  }

  @Test
  void aServerErrorAHugeBodyAndTooManySignalsAreRefused() {
    server.say(500, "{\"weather\":\"rain\"}");
    recovers();
    server.say(200, "{\"weather\":\"" + "x".repeat(5_000_000) + "\"}");
    recovers();
    StringBuilder many = new StringBuilder("{\"a\":1");
    for (int i = 0; i < 60; i++) {
      many.append(",\"a").append(i).append("\":1");
    }
    server.say(200, many + "}");
    recovers();
  }

  private void recovers() {
    try (Signals signals = signals(Duration.ofMillis(1), LONG, LONG)) {
      Signals.Found found = signals.in(HERE);
      assertThat(found.degraded()).isTrue();
      assertThat(found.context()).isEqualTo(HERE);
      assertThat(signals.failures()).isPositive();
      server.say(200, "{\"weather\":\"snow\"}");
      await(() -> "snow".equals(weather(signals)));
    }
  }

  @Test
  void aProviderThatIsGoneLeavesTheLastValuesForAWhileAndSaysSo() throws Exception {
    try (Signals signals = signals(Duration.ofMillis(50), Duration.ofSeconds(2), LONG)) {
      assertThat(weather(signals)).isEqualTo("rain");
      server.vanish();

      await(() -> signals.in(HERE).degraded());
      assertThat(weather(signals)).isEqualTo("rain");
      await(() -> weather(signals) == null);
      assertThat(signals.in(HERE).degraded()).isTrue();

      server.say(200, "{\"weather\":\"snow\"}");
      server.comeBack();
      await(() -> "snow".equals(weather(signals)) && !signals.in(HERE).degraded());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {20_000, -20_000})
  void aSlowProviderCostsOneBudgetAndIsThenLeftAlone(long delay) throws Exception {
    server.delay(delay);
    ExecutorService callers = Executors.newFixedThreadPool(16);
    try (Signals signals = signals(LONG, LONG, Duration.ofMillis(30), Duration.ofMillis(300))) {
      long begin = System.nanoTime();
      List<Callable<Boolean>> calls = new ArrayList<>();
      for (int i = 0; i < 2_000; i++) {
        calls.add(() -> signals.in(HERE).degraded());
      }
      for (Future<Boolean> call : callers.invokeAll(calls)) {
        assertThat(call.get()).isTrue();
      }
      // One after the other they would have taken a minute; so they took one budget a fetch.
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
      await(() -> signals.in(HERE).degraded() && signals.failures() >= 3);
      assertThat(server.asked()).as("one at a time, and then a pause").hasSizeBetween(3, 12);

      server.delay(0);
      await(() -> "rain".equals(weather(signals)));
    } finally {
      callers.shutdownNow();
    }
  }

  @Test
  void withoutAProviderNothingIsAskedOrMissing() {
    SignalSettings off =
        new SignalSettings(Optional.empty(), LONG, LONG, LONG, Duration.ofSeconds(1));
    try (Signals signals = new Signals(off)) {
      assertThat(signals.in(HERE)).isEqualTo(new Signals.Found(HERE, false));
    }
  }

  private static @Nullable String weather(Signals signals) {
    return signals.in(HERE).context().value("weather");
  }

  private Signals signals(Duration ttl, Duration keep, Duration budget) {
    return signals(ttl, keep, budget, Duration.ofSeconds(10));
  }

  private Signals signals(Duration ttl, Duration keep, Duration budget, Duration timeout) {
    return new Signals(
        new SignalSettings(Optional.of(URI.create(server.url())), ttl, keep, budget, timeout));
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("within a minute").isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }
}
