package dev.nightjar.serving.rules;

import dev.nightjar.settings.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules in force, read again when their file changes. A file that is wrong, or gone, changes
 * nothing: the rules before it stay, and the reason is told. Thread-safe.
 */
public final class LiveRules implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveRules.class);

  private final Optional<Path> file;
  private final Set<String> scenarios;
  private final ScheduledExecutorService timer;
  private volatile RuleBook book;
  private volatile String failure = "";
  private @Nullable Seen seen;

  /** What a file looked like: another look is another file. */
  private record Seen(FileTime modified, long bytes) {}

  private LiveRules(Optional<Path> file, Set<String> scenarios) {
    this.file = file;
    this.scenarios = Set.copyOf(scenarios);
    seen = file.map(LiveRules::look).orElse(null);
    book = RuleFile.load(file, this.scenarios);
    timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "rules");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Reads the rules and follows their file from now on.
   *
   * @param file the rules; the shipped ones, which never change, when empty
   * @param scenarios names of the surfaces there are
   * @param poll time between two looks
   * @throws ConfigurationException when the file is wrong now
   */
  public static LiveRules follow(Optional<Path> file, Set<String> scenarios, Duration poll) {
    LiveRules rules = new LiveRules(file, scenarios);
    if (file.isPresent()) {
      long millis = poll.toMillis();
      rules.timer.scheduleWithFixedDelay(rules::lookAgain, millis, millis, TimeUnit.MILLISECONDS);
    }
    return rules;
  }

  /** The rules that were last read whole. */
  public RuleBook book() {
    return book;
  }

  /** Why the file of now is not in force; empty when it is. */
  public String failure() {
    return failure;
  }

  private void lookAgain() {
    Path path = file.orElseThrow();
    Seen now = look(path);
    if (now == null ? !failure.isEmpty() && seen == null : now.equals(seen)) {
      return;
    }
    seen = now;
    try {
      book = RuleFile.load(file, scenarios);
      failure = "";
      LOG.info("{} rules of {} are in force", book.rules().size(), path);
    } catch (ConfigurationException e) {
      failure = String.valueOf(e.getMessage());
      LOG.error("the rules before stay in force: {}", failure);
    }
  }

  /** Null for a file that cannot be looked at. */
  private static @Nullable Seen look(Path path) {
    try {
      return new Seen(Files.getLastModifiedTime(path), Files.size(path));
    } catch (IOException e) {
      return null;
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
