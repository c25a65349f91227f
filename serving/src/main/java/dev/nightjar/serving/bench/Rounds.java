package dev.nightjar.serving.bench;

import dev.nightjar.settings.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Measures in turns, round after round: what slows the machine for a while slows all alike. */
final class Rounds {
  private final List<List<Load>> loads = new ArrayList<>();

  private Rounds() {}

  /** One measurement of a round. */
  @FunctionalInterface
  interface Turn {
    /** Loads a server and says what it did. */
    Load take() throws IOException;
  }

  /** Takes all turns {@code rounds} times. */
  static Rounds of(int rounds, List<Turn> turns, Progress progress) throws IOException {
    Rounds taken = new Rounds();
    for (int round = 1; round <= rounds; round++) {
      progress.say("round " + round + " of " + rounds);
      List<Load> loads = new ArrayList<>();
      for (Turn turn : turns) {
        loads.add(turn.take());
      }
      taken.loads.add(loads);
    }
    return taken;
  }

  /** The median of the rounds of one turn. */
  double median(int turn, ToDoubleFunction<Load> figure) {
    return Figures.median(loads, round -> figure.applyAsDouble(round.get(turn)));
  }

  /** The median of the rounds' ratios of one turn to another. */
  double ratio(int turn, int peer, ToDoubleFunction<Load> figure) {
    return Figures.median(
        loads,
        round -> figure.applyAsDouble(round.get(turn)) / figure.applyAsDouble(round.get(peer)));
  }
}
