package dev.nightjar.etl.rules;

import dev.nightjar.settings.ConfigurationException;
import dev.nightjar.settings.Section;
import dev.nightjar.settings.Settings;
import java.time.ZoneId;
import java.util.function.Function;

/** The only reader of the section {@code etl}: one method a rules record. */
public final class EtlConfig {

  private EtlConfig() {}

  /** Rules for landed lines. */
  public static IngestRules ingest(Settings settings) {
    return read(
        settings,
        etl ->
            new IngestRules(
                etl.duration("clock_ahead"),
                etl.integer("earliest_year", 1, 9999),
                etl.integer("max_id_bytes", 16, 65_536),
                etl.integer("max_line_bytes", 1024, 268_435_456),
                etl.strings("bot_agents")));
  }

  /** Whether a night takes days that a collector has not closed. */
  public static boolean takeOpenDays(Settings settings) {
    return read(
        settings,
        etl ->
            switch (etl.string("open_days")) {
              case "take" -> true;
              case "leave" -> false;
              default -> throw etl.reject("open_days", "leave or take");
            });
  }

  /** How much of the landing may be bad. */
  public static IngestLimits limits(Settings settings) {
    return read(
        settings,
        etl ->
            new IngestLimits(
                etl.number("max_bad_files", 0, 1),
                etl.integer("min_judged_files", 1, Integer.MAX_VALUE),
                etl.number("max_quarantined", 0, 1),
                etl.longInteger("min_judged_lines", 1, Long.MAX_VALUE)));
  }

  /** Rules that decide whether an event counts. */
  public static CleaningRules cleaning(Settings settings) {
    return read(
        settings,
        etl ->
            new CleaningRules(
                etl.duration("look_back"),
                etl.integer("dedup_days", 1, 3650),
                etl.integer("identity_days", 1, 3650),
                new ConsentRules(grantsWhenMissing(etl), etl.flag("gpc_refuses_personalization")),
                new RobotRules(
                    etl.integer("bot_events_per_day", 1, Integer.MAX_VALUE),
                    etl.integer("bot_regular_events", 10, 10_000),
                    etl.number("bot_regular_spread", 0, 1),
                    etl.integer("cap_user_day", 1, Integer.MAX_VALUE)),
                etl.strings("context_values")));
  }

  /** What a session is. */
  public static SessionRules sessions(Settings settings) {
    return read(settings, etl -> new SessionRules(etl.duration("session_gap")));
  }

  /** What the features look at. */
  public static FeatureRules features(Settings settings) {
    return read(
        settings,
        etl ->
            new FeatureRules(
                etl.integer("feature_days", 1, 36_500),
                etl.integer("affinity_half_life_days", 1, 36_500),
                etl.integer("trend_days", 1, 3650),
                zone(etl)));
  }

  private static ZoneId zone(Section etl) {
    String zone = etl.string("time_zone");
    if (!ZoneId.getAvailableZoneIds().contains(zone)) {
      throw etl.reject("time_zone", "the name of a time zone, such as UTC or Europe/Berlin");
    }
    return ZoneId.of(zone);
  }

  private static boolean grantsWhenMissing(Section etl) {
    return switch (etl.string("consent_missing")) {
      case "allow" -> true;
      case "deny" -> false;
      default -> throw etl.reject("consent_missing", "deny or allow");
    };
  }

  private static <T> T read(Settings settings, Function<Section, T> reader) {
    try {
      return reader.apply(settings.section("etl"));
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException("section etl: " + e.getMessage(), e);
    }
  }
}
