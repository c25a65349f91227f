package dev.nightjar.settings;

import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The one place where a failure becomes an exit code and a sentence on stderr: 1 fault, 2 wrong
 * flag or setting, 3 bad data. A failure that a person can act on prints its sentence only; any
 * other prints its stack trace after it. The environment variable {@code NIGHTJAR_DEBUG} adds the
 * stack trace always.
 */
public final class ExitCodes {

  /** The body of a {@code main} method. */
  @FunctionalInterface
  public interface ThrowingRunnable {
    void run() throws Exception;
  }

  /** It answered with a fault of its own, or broke off in the middle of a request. */
  private static final Pattern STORE_FAULT =
      Pattern.compile(
          "Service: S3, Status Code: 5[0-9]{2}\\b"
              + "|Unable to execute HTTP request: (Broken pipe|Connection reset)");

  private ExitCodes() {}

  /**
   * Runs a {@code main} method's body; ends the process when it fails, and returns when it does
   * not.
   */
  public static void exit(ThrowingRunnable body) {
    int code = run(body, System.err);
    if (code != 0) {
      System.exit(code);
    }
  }

  /** The exit code of a failure: that of the outermost cause that has one, else 1. */
  public static int of(Throwable failure) {
    return actionable(failure).map(found -> ((HasExitCode) found).exitCode()).orElse(1);
  }

  @SuppressWarnings(
      "CatchingUnchecked") // The last stop of every command: nothing may pass without a sentence.
  static int run(ThrowingRunnable body, PrintStream err) {
    try {
      body.run();
      return 0;
    } catch (Exception | Error failure) {
      report(failure, err);
      return of(failure);
    }
  }

  private static void report(Throwable failure, PrintStream err) {
    Optional<Throwable> actionable = actionable(failure);
    Optional<String> known = actionable.map(ExitCodes::told).or(() -> environmentFault(failure));
    err.println("nightjar: " + known.orElseGet(() -> message(failure)));
    if (known.isEmpty() || System.getenv("NIGHTJAR_DEBUG") != null) {
      failure.printStackTrace(err);
    }
  }

  private static Optional<Throwable> actionable(Throwable failure) {
    for (Throwable cause : chain(failure)) {
      if (cause instanceof HasExitCode) {
        return Optional.of(cause);
      }
    }
    return Optional.empty();
  }

  /** Faults of the machine that libraries report deep inside their own exceptions. */
  private static Optional<String> environmentFault(Throwable failure) {
    for (Throwable cause : chain(failure)) {
      String text = String.valueOf(cause.getMessage());
      if (cause instanceof OutOfMemoryError) {
        return Optional.of(
            "out of memory (" + text + "); give the command more, such as NIGHTJAR_HEAP=6g");
      }
      if (cause instanceof IOException && text.contains("No space left on device")) {
        return Optional.of(
            "the disk is full ("
                + message(failure)
                + "); free some space and run the command again");
      }
      // By its text, for this module knows no S3 client: the first line of every S3 failure has it.
      if (STORE_FAULT.matcher(text).find()) {
        return Optional.of(
            "the object store failed ("
                + message(cause)
                + "); its disk may be full or it may be overloaded: look into its log, the embedded"
                + " endpoint's is endpoint.log in the home directory, then run the command again");
      }
      if (cause instanceof ConnectException) {
        return Optional.of(
            "a connection was refused ("
                + message(failure)
                + "); check that the endpoint runs and NIGHTJAR_S3_ENDPOINT names it");
      }
    }
    return Optional.empty();
  }

  private static Iterable<Throwable> chain(Throwable failure) {
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Throwable> chain = new ArrayList<>();
    Throwable cause = failure;
    while (cause != null && seen.add(cause)) {
      chain.add(cause);
      cause = cause.getCause();
    }
    return chain;
  }

  private static String told(Throwable actionable) {
    String text = actionable.getMessage();
    return text != null && !text.isBlank() && ((HasExitCode) actionable).isReport()
        ? text.strip()
        : message(actionable);
  }

  private static String message(Throwable failure) {
    String text = failure.getMessage();
    return text == null || text.isBlank()
        ? failure.getClass().getSimpleName()
        : text.strip().lines().findFirst().orElse(text);
  }
}
