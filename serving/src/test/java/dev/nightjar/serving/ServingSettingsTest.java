package dev.nightjar.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.serving.collector.CollectorSettings;
import dev.nightjar.serving.recording.ExposureSettings;
import dev.nightjar.serving.recording.RecordSettings;
import dev.nightjar.serving.sessions.ConsentSettings;
import dev.nightjar.serving.sessions.SessionSettings;
import dev.nightjar.serving.signals.SignalSettings;
import dev.nightjar.serving.snapshots.SnapshotSettings;
import dev.nightjar.settings.ConfigurationException;
import dev.nightjar.settings.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServingSettingsTest {
  private static final String HASH = "ab".repeat(32);

  @Test
  void readsTheShippedDefaults() {
    assertThat(load(Map.of()))
        .isEqualTo(
            new ServingSettings(
                new HttpSettings(
                    "127.0.0.1", 8080, 32, 10_000, Duration.ZERO, Duration.ofSeconds(10)),
                List.of(),
                new ConsentSettings(false, false),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new ServingSettings.Rules(Optional.empty(), Duration.ofSeconds(2)),
                new SnapshotSettings(
                    Duration.ofSeconds(5), Duration.ofMillis(250), 0.5, 0.1, Duration.ZERO),
                new SessionSettings(
                    50,
                    300_000,
                    Duration.ofMinutes(30),
                    new SessionSettings.Shown(0, 0.7, 200),
                    Optional.empty()),
                false,
                new CollectorSettings(
                    List.of(),
                    List.of(),
                    Duration.ofSeconds(10),
                    8_000_000,
                    Duration.ofSeconds(5),
                    10_000_000_000L,
                    CollectorSettings.Sink.SEGMENTS),
                new ExposureSettings(false, 1_000),
                new RecordSettings(0, 10_000_000, 10),
                new SignalSettings(
                    Optional.empty(),
                    Duration.ofMinutes(5),
                    Duration.ofHours(1),
                    Duration.ofMillis(10),
                    Duration.ofSeconds(2))));
  }

  @Test
  void everyKeyArrives() {
    assertThat(load(everyKey()))
        .isEqualTo(
            new ServingSettings(
                new HttpSettings(
                    "0.0.0.0", 81, 9, 11, Duration.ofSeconds(1), Duration.ofSeconds(2)),
                List.of("a"),
                new ConsentSettings(true, true),
                Optional.of(Path.of("my.conf")),
                Optional.of(Path.of("our.conf")),
                Optional.of(Path.of("said.conf")),
                new ServingSettings.Rules(Optional.of(Path.of("r.conf")), Duration.ofSeconds(8)),
                new SnapshotSettings(
                    Duration.ofSeconds(3), Duration.ofSeconds(2), 0.25, 0.75, Duration.ofDays(4)),
                new SessionSettings(
                    4,
                    5,
                    Duration.ofSeconds(6),
                    new SessionSettings.Shown(2, 0.3, 7),
                    Optional.empty()),
                true,
                new CollectorSettings(
                    List.of(HASH),
                    List.of("https://a.example"),
                    Duration.ofSeconds(7),
                    8_000,
                    Duration.ofSeconds(9),
                    2_000_000,
                    CollectorSettings.Sink.BOTH),
                new ExposureSettings(true, 10),
                new RecordSettings(0.5, 2_000, 3),
                new SignalSettings(
                    Optional.of(URI.create("https://s.example/now?a=b")),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(2),
                    Duration.ofMillis(3),
                    Duration.ofSeconds(4))));
  }

  private static Map<String, String> everyKey() {
    return Map.ofEntries(
        Map.entry("serving.host", "0.0.0.0"),
        Map.entry("serving.port", "81"),
        Map.entry("serving.threads", "9"),
        Map.entry("serving.max_connections", "11"),
        Map.entry("serving.drain", "1 s"),
        Map.entry("serving.stop_timeout", "2 s"),
        Map.entry("serving.bundled_items", "[a]"),
        Map.entry("serving.consent_missing", "grant"),
        Map.entry("serving.gpc_refuses_personalization", "true"),
        Map.entry("serving.write_keys", "[" + HASH + "]"),
        Map.entry("serving.allowed_origins", "[\"https://a.example\"]"),
        Map.entry("serving.events_file", "my.conf"),
        Map.entry("serving.scenarios_file", "our.conf"),
        Map.entry("serving.reasons_file", "said.conf"),
        Map.entry("serving.rules_file", "r.conf"),
        Map.entry("serving.rules_poll", "8 s"),
        Map.entry(
            "serving.snapshots",
            "{ poll = 3 s, pointer_poll = 2 s, least_share = 0.25, shadow_share = 0.75, stale_after = 4 days }"),
        Map.entry(
            "serving.sessions",
            "{ events_each = 4, max_events = 5, expiry = 6 s,"
                + " follow_stream = yes, shown { ignored_after = 2, factor = 0.3, items_each = 7 } }"),
        Map.entry("serving.collector.segment_age", "7 s"),
        Map.entry("serving.collector.segment_bytes", "8000"),
        Map.entry("serving.collector.retry", "9 s"),
        Map.entry("serving.collector.disk_budget", "2000000"),
        Map.entry("serving.collector.sink", "both"),
        Map.entry("serving.exposures", "{ enabled = true, queue = 10 }"),
        Map.entry(
            "serving.signals",
            "{ url = \"https://s.example/now?a=b\", ttl = 1 s, keep = 2 s, budget = 3 ms,"
                + " timeout = 4 s }"),
        Map.entry("serving.record", "{ share = 0.5, file_bytes = 2000, files = 3 }"));
  }

  @ParameterizedTest
  @CsvSource({
    "serving.consent_missing, perhaps",
    "serving.write_keys, [secret]",
    "serving.snapshots.poll, 0 s",
    "serving.snapshots.pointer_poll, 0 s",
    "serving.snapshots.least_share, 2",
    "serving.rules_poll, 99 ms",
    "serving.threads, 7",
    "serving.exposures.queue, 0",
    "serving.record.share, 1.5",
    "serving.signals.url, ftp://s.example",
    "serving.signals.url, s.example",
    "serving.signals.keep, 4 minutes",
    "serving.signals.budget, 2 s",
    "serving.signals.timeout, 0 s",
    "serving.sessions.events_each, 0",
    "serving.sessions.shown.ignored_after, 1001",
    "serving.sessions.shown.factor, 1",
    "serving.sessions.shown.factor, 0",
    "serving.sessions.shown.items_each, 0"
  })
  void refusesWhatMakesNoSense(String key, String value) {
    assertThatThrownBy(() -> load(Map.of(key, value)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(key);
  }

  private static ServingSettings load(Map<String, String> sets) {
    return ServingSettings.load(Settings.load(List.of(), sets));
  }
}
