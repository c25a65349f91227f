package dev.nightjar.serving;

import dev.nightjar.serving.answers.Scenarios;
import dev.nightjar.serving.collector.CollectorSettings;
import dev.nightjar.serving.recording.ExposureSettings;
import dev.nightjar.serving.recording.RecordSettings;
import dev.nightjar.serving.sessions.ConsentSettings;
import dev.nightjar.serving.sessions.RedisSettings;
import dev.nightjar.serving.sessions.SessionSettings;
import dev.nightjar.serving.signals.SignalSettings;
import dev.nightjar.serving.snapshots.SnapshotSettings;
import dev.nightjar.settings.Section;
import dev.nightjar.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Section {@code serving} of the settings.
 *
 * @param http how the server listens and stops
 * @param bundledItems what is answered while there is no snapshot
 * @param consent which events may enter a session
 * @param eventsFile the mapping of event names, when it is not the shipped one
 * @param scenariosFile the surfaces that requests name, when they are not the shipped ones
 * @param reasonsFile the sentences for end users, when they are not the shipped ones
 * @param rules what the operator wants of answers
 * @param snapshots how new snapshots are taken
 * @param sessions bounds of the session store
 * @param followStream whether sessions hear of events that other servers put into the stream
 * @param collector how events are taken
 * @param exposures whether what people are answered with lands beside their events
 * @param record how many answers are recorded with their questions
 * @param signals what is asked for signals from outside
 */
record ServingSettings(
    HttpSettings http,
    List<String> bundledItems,
    ConsentSettings consent,
    Optional<Path> eventsFile,
    Optional<Path> scenariosFile,
    Optional<Path> reasonsFile,
    Rules rules,
    SnapshotSettings snapshots,
    SessionSettings sessions,
    boolean followStream,
    CollectorSettings collector,
    ExposureSettings exposures,
    RecordSettings record,
    SignalSettings signals) {
  ServingSettings {
    bundledItems = List.copyOf(bundledItems);
  }

  /**
   * Where the rules are.
   *
   * @param file the rules, when they are not the shipped ones
   * @param poll time between two looks for a change
   */
  record Rules(Optional<Path> file, Duration poll) {
    private static final Duration LEAST = Duration.ofMillis(100);

    private static Rules load(Section serving) {
      Duration poll = serving.duration("rules_poll");
      if (poll.compareTo(LEAST) < 0) {
        throw serving.reject("rules_poll", "at least 100 ms");
      }
      return new Rules(serving.optionalString("rules_file").map(Path::of), poll);
    }
  }

  /** The only reader of the section. */
  static ServingSettings load(Settings settings) {
    Section serving = settings.section("serving");
    return new ServingSettings(
        HttpSettings.load(serving),
        serving.strings("bundled_items"),
        consent(serving),
        serving.optionalString("events_file").map(Path::of),
        serving.optionalString("scenarios_file").map(Path::of),
        serving.optionalString("reasons_file").map(Path::of),
        Rules.load(serving),
        SnapshotSettings.load(serving.section("snapshots")),
        sessions(serving.section("sessions")),
        followStream(serving.section("sessions")),
        collector(serving),
        exposures(serving.section("exposures")),
        record(serving.section("record")),
        SignalSettings.load(serving.section("signals")));
  }

  /** The same settings, listening otherwise. */
  ServingSettings withHttp(HttpSettings value) {
    return new ServingSettings(
        value,
        bundledItems,
        consent,
        eventsFile,
        scenariosFile,
        reasonsFile,
        rules,
        snapshots,
        sessions,
        followStream,
        collector,
        exposures,
        record,
        signals);
  }

  /** Whether any part of the server needs the stream of section {@code streams}. */
  boolean needsStream() {
    return followStream || collector.sink().streams();
  }

  private static boolean followStream(Section sessions) {
    boolean follow = sessions.flag("follow_stream");
    if (follow && sessions.section("redis").secret("url").isPresent()) {
      throw sessions.reject(
          "follow_stream",
          "false where serving.sessions.redis.url is set: what every server followed would be in"
              + " the one Redis several times");
    }
    return follow;
  }

  private static ConsentSettings consent(Section serving) {
    boolean missingGrants =
        switch (serving.string("consent_missing")) {
          // The section etl calls it allow.
          case "grant", "allow" -> true;
          case "deny" -> false;
          default -> throw serving.reject("consent_missing", "deny or grant");
        };
    return new ConsentSettings(missingGrants, serving.flag("gpc_refuses_personalization"));
  }

  private static SessionSettings sessions(Section section) {
    int each = section.integer("events_each", 1, 1_000);
    return new SessionSettings(
        each,
        section.integer("max_events", each, 100_000_000),
        positive(section, "expiry"),
        shown(section.section("shown")),
        RedisSettings.load(section.section("redis")));
  }

  private static SessionSettings.Shown shown(Section section) {
    double factor = section.number("factor", 0, 1);
    if (factor == 0 || factor == 1) {
      throw section.reject("factor", "above 0 and below 1");
    }
    return new SessionSettings.Shown(
        section.integer("ignored_after", 0, Scenarios.MOST_SHOWINGS),
        factor,
        section.integer("items_each", 1, 1_000));
  }

  private static ExposureSettings exposures(Section section) {
    return new ExposureSettings(section.flag("enabled"), section.integer("queue", 1, 1_000_000));
  }

  private static RecordSettings record(Section section) {
    return new RecordSettings(
        section.number("share", 0, 1),
        section.integer("file_bytes", 1_000, 1_000_000_000),
        section.integer("files", 1, 100_000));
  }

  private static CollectorSettings collector(Section serving) {
    List<String> keys = serving.strings("write_keys");
    if (!keys.stream().allMatch(key -> key.matches("[0-9a-fA-F]{64}"))) {
      throw serving.reject(
          "write_keys", "a list of SHA-256 hashes of 64 hex digits; printf %s KEY | sha256sum");
    }
    Section collector = serving.section("collector");
    return new CollectorSettings(
        keys,
        serving.strings("allowed_origins"),
        positive(collector, "segment_age"),
        collector.integer("segment_bytes", 1_000, 100_000_000),
        positive(collector, "retry"),
        collector.longInteger("disk_budget", 1_000_000, 1_000_000_000_000L),
        sink(collector));
  }

  private static CollectorSettings.Sink sink(Section collector) {
    return switch (collector.string("sink")) {
      case "segments" -> CollectorSettings.Sink.SEGMENTS;
      case "stream" -> CollectorSettings.Sink.STREAM;
      case "both" -> CollectorSettings.Sink.BOTH;
      default -> throw collector.reject("sink", "segments, stream or both");
    };
  }

  private static Duration positive(Section section, String key) {
    Duration duration = section.duration(key);
    if (duration.isZero()) {
      throw section.reject(key, "more than 0");
    }
    return duration;
  }
}
