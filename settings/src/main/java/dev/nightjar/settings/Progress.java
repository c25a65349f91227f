package dev.nightjar.settings;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Progress of a long command on stderr: the time since it began, which stage of how many, and what
 * comes next. Safe for use by several threads; each line is printed whole.
 */
public final class Progress {

  private static final double NANOS_PER_SECOND = 1e9;

  private final PrintStream out;
  private final LongSupplier nanos;
  private final long start;

  /** Begins now, on stderr. */
  public Progress() {
    this(System.err, System::nanoTime);
  }

  Progress(PrintStream out, LongSupplier nanos) {
    this.out = out;
    this.nanos = nanos;
    this.start = nanos.getAsLong();
  }

  /** Announces a stage, the first of which has index 1. */
  public void stage(String name, int index, int total) {
    stage(name, index, total, Optional.empty());
  }

  /** Announces a stage and the one after it. */
  public void stage(String name, int index, int total, Optional<String> next) {
    say(index + "/" + total + " " + name + next.map(after -> " ... next: " + after).orElse(""));
  }

  /** Prints a line with the time since the beginning. */
  public void say(String text) {
    out.println(String.format(Locale.ROOT, "[%6.1fs] %s", seconds(), text));
  }

  /** Seconds since the beginning. */
  public double seconds() {
    return (nanos.getAsLong() - start) / NANOS_PER_SECOND;
  }
}
