package dev.nightjar.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class AlsClimbTest {
  private static final AlsParams START = new AlsParams(64, 0.5, 2, 6, 7, 4);

  private final List<AlsParams> tried = new ArrayList<>();

  @Test
  void triesTheParametersInForceFirstAndThenEveryNeighbourTheSimplerOneFirst() {
    AlsClimb.Found found = climb(START, params -> 0.1, () -> true);
    assertThat(found.best()).isEqualTo(START);
    assertThat(tried)
        .containsExactly(
            START,
            START.with(64, 1, 2, 6),
            START.with(64, 0.2, 2, 6),
            START.with(64, 0.5, 1, 6),
            START.with(64, 0.5, 5, 6),
            START.with(32, 0.5, 2, 6),
            START.with(128, 0.5, 2, 6),
            START.with(64, 0.5, 2, 4),
            START.with(64, 0.5, 2, 10));
    assertThat(found.trials().keySet()).containsExactlyElementsOf(tried);
  }

  @Test
  void climbsToThePeakAndTriesNothingTwice() {
    AlsParams peak = START.with(32, 0.1, 20, 10);
    AlsClimb.Found found = climb(START, params -> 1 / (1 + distance(params, peak)), () -> true);
    assertThat(found.best()).isEqualTo(peak);
    assertThat(tried).doesNotHaveDuplicates();
  }

  @Test
  void walksAlongOneParameterWhileItHelpsAndDoesNotTurnBack() {
    climb(START, params -> 1 / params.regParam(), () -> tried.size() < 6);
    assertThat(tried.stream().map(AlsParams::regParam))
        .containsExactly(0.5, 1.0, 0.2, 0.1, 0.05, 0.02);
  }

  @Test
  void staysWhereItIsForLessThanTheMargin() {
    double almost = 1 + AlsClimb.MARGIN / 2;
    assertThat(climb(START, params -> params.equals(START) ? 1 : almost, () -> true).best())
        .isEqualTo(START);
    double enough = 1 + AlsClimb.MARGIN * 2;
    assertThat(climb(START, params -> params.equals(START) ? 1 : enough, () -> true).best())
        .isEqualTo(START.with(64, 1, 2, 6));
  }

  @Test
  void endsWhenItMayNotGoOnButHasTriedWhatIsInForce() {
    AlsClimb.Found found = climb(START, params -> 0.1, () -> false);
    assertThat(tried).containsExactly(START);
    assertThat(found.best()).isEqualTo(START);
  }

  @Test
  void beginsBesideTheGridToo() {
    AlsParams beside = START.with(500, 0.3, 0.5, 7);
    climb(beside, params -> 0.1, () -> true);
    assertThat(tried)
        .containsExactly(
            beside,
            beside.with(500, 0.5, 0.5, 7),
            beside.with(500, 0.2, 0.5, 7),
            beside.with(500, 0.3, 1, 7),
            beside.with(128, 0.3, 0.5, 7),
            beside.with(500, 0.3, 0.5, 6),
            beside.with(500, 0.3, 0.5, 10));
  }

  @Test
  void movesNowhereWhereNobodyFindsAnything() {
    assertThat(climb(START, params -> 0, () -> true).best()).isEqualTo(START);
  }

  private AlsClimb.Found climb(
      AlsParams start, ToDoubleFunction<AlsParams> ndcg, BooleanSupplier goesOn) {
    return AlsClimb.from(
        start,
        params -> {
          tried.add(params);
          return new AlsScore.Score(ndcg.applyAsDouble(params), 100);
        },
        goesOn);
  }

  private static double distance(AlsParams a, AlsParams b) {
    return log(a.rank(), b.rank())
        + log(a.regParam(), b.regParam())
        + log(a.alpha(), b.alpha())
        + log(a.iterations(), b.iterations());
  }

  private static double log(double a, double b) {
    return Math.abs(Math.log(a / b));
  }
}
