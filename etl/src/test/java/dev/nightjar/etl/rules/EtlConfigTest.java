package dev.nightjar.etl.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.etl.TestNight;
import dev.nightjar.settings.ConfigurationException;
import dev.nightjar.settings.Settings;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EtlConfigTest {

  @Test
  void readsTheShippedValues() {
    Settings shipped = TestNight.settings();
    assertThat(EtlConfig.ingest(shipped))
        .isEqualTo(
            new IngestRules(
                Duration.ofMinutes(10),
                1990,
                512,
                1_048_576,
                List.of(
                    "bot",
                    "crawler",
                    "spider",
                    "slurp",
                    "headless",
                    "python-requests",
                    "curl/",
                    "wget/",
                    "scrapy")));
    assertThat(EtlConfig.takeOpenDays(shipped)).isFalse();
    assertThat(EtlConfig.limits(shipped)).isEqualTo(new IngestLimits(0.5, 10, 0.5, 1000));
    assertThat(EtlConfig.cleaning(shipped))
        .isEqualTo(
            new CleaningRules(
                Duration.ofDays(2),
                7,
                30,
                new ConsentRules(false, false),
                new RobotRules(2000, 200, 0.02, 1000),
                List.of()));
    assertThat(EtlConfig.sessions(shipped)).isEqualTo(new SessionRules(Duration.ofMinutes(30)));
    assertThat(EtlConfig.features(shipped))
        .isEqualTo(new FeatureRules(365, 30, 7, ZoneId.of("UTC")));
    assertThat(EventMappingConfig.load(shipped)).isEqualTo(EventMappingConfig.shipped());
  }

  @Test
  void takesEveryKeyFromTheSettings() {
    Settings changed = everyKeyChanged();
    assertThat(EtlConfig.ingest(changed))
        .isEqualTo(new IngestRules(Duration.ofMinutes(1), 2000, 99, 2048, List.of("robot")));
    assertThat(EtlConfig.takeOpenDays(changed)).isTrue();
    assertThat(EtlConfig.limits(changed)).isEqualTo(new IngestLimits(0.1, 2, 0.2, 3));
    CleaningRules cleaning = EtlConfig.cleaning(changed);
    assertThat(cleaning)
        .isEqualTo(
            new CleaningRules(
                Duration.ofHours(25),
                3,
                9,
                new ConsentRules(true, true),
                new RobotRules(10, 50, 0.5, 8),
                List.of("store")));
    assertThat(cleaning.lookBackDays()).isEqualTo(2);
    assertThat(EtlConfig.sessions(changed)).isEqualTo(new SessionRules(Duration.ofMinutes(5)));
    assertThat(EtlConfig.features(changed))
        .isEqualTo(new FeatureRules(30, 14, 3, ZoneId.of("Asia/Kolkata")));
  }

  private static Settings everyKeyChanged() {
    return TestNight.settings(
        "etl.max_bad_files", "0.1",
        "etl.min_judged_files", "2",
        "etl.max_quarantined", "0.2",
        "etl.min_judged_lines", "3",
        "etl.open_days", "take",
        "etl.clock_ahead", "1 minute",
        "etl.earliest_year", "2000",
        "etl.max_id_bytes", "99",
        "etl.max_line_bytes", "2048",
        "etl.bot_agents", "[robot]",
        "etl.look_back", "25 hours",
        "etl.dedup_days", "3",
        "etl.consent_missing", "allow",
        "etl.identity_days", "9",
        "etl.gpc_refuses_personalization", "true",
        "etl.bot_events_per_day", "10",
        "etl.bot_regular_events", "50",
        "etl.bot_regular_spread", "0.5",
        "etl.cap_user_day", "8",
        "etl.context_values", "[store]",
        "etl.session_gap", "5 minutes",
        "etl.feature_days", "30",
        "etl.affinity_half_life_days", "14",
        "etl.trend_days", "3",
        "etl.time_zone", "Asia/Kolkata");
  }

  @ParameterizedTest
  @CsvSource({
    "etl.consent_missing, perhaps, deny or allow",
    "etl.open_days, perhaps, leave or take",
    "etl.session_gap, 13 hours, from 1 s to 12 h",
    "etl.dedup_days, 0, from 1 to 3650",
    "etl.earliest_year, soon, from 1 to 9999",
    "etl.time_zone, Mars, such as UTC",
    "etl.context_values, [os], kept without it",
    "etl.context_values, [a b], 1 to 64 letters",
    "etl.sesion_gap, 5 minutes, session_gap"
  })
  void namesTheKeyAndWhatIsAllowed(String key, String value, String allowed) {
    assertThatThrownBy(
            () -> {
              Settings settings = TestNight.settings(key, value);
              EtlConfig.ingest(settings);
              EtlConfig.takeOpenDays(settings);
              EtlConfig.cleaning(settings);
              EtlConfig.sessions(settings);
              EtlConfig.features(settings);
            })
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(allowed);
  }
}
