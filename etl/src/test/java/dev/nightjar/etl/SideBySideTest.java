package dev.nightjar.etl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class SideBySideTest {

  @Test
  void runsStepsAtTheSameTimeAndGivesTheirResultsInOrder() {
    CyclicBarrier met = new CyclicBarrier(2);
    Callable<String> first = () -> "first " + (met.await(30, TimeUnit.SECONDS) >= 0);
    Callable<String> second = () -> "second " + (met.await(30, TimeUnit.SECONDS) >= 0);
    assertThat(SideBySide.run(2, List.of(first, second)))
        .containsExactly("first true", "second true");
  }

  @Test
  void runsEveryStepToItsEndAndThrowsTheFirstFailure() {
    AtomicBoolean ended = new AtomicBoolean();
    DataQualityException bad = new DataQualityException("bad");
    Callable<String> fails =
        () -> {
          throw bad;
        };
    Callable<String> also =
        () -> {
          throw new IllegalArgumentException("also");
        };
    Callable<String> ends =
        () -> {
          ended.set(true);
          return "";
        };
    assertThatThrownBy(() -> SideBySide.run(2, List.of(fails, also, ends)))
        .isSameAs(bad)
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
    assertThat(ended).isTrue();
  }
}
