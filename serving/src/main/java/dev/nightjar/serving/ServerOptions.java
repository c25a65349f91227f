package dev.nightjar.serving;

import dev.nightjar.ranking.RankingParams;
import dev.nightjar.serving.collector.EventStream;
import dev.nightjar.serving.collector.EventStreams;
import dev.nightjar.serving.collector.StreamSink;
import dev.nightjar.serving.sessions.ConsentSettings;
import dev.nightjar.settings.CommandLine;
import dev.nightjar.settings.ConfigurationException;
import dev.nightjar.settings.LakeSettings;
import dev.nightjar.settings.PrivacySettings;
import dev.nightjar.settings.Settings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Everything a server is started with.
 *
 * @param lake where snapshots come from and events go
 * @param privacy keys of the pseudonyms
 * @param home folder for this machine's state
 * @param insecure whether any write key will do; only on a loopback address
 * @param collectorOnly whether it takes events and answers nothing
 * @param serving the settings of the server
 * @param ranking the settings of the pipeline, the same as for the nights
 * @param stream what servers write events to and hear them from, where the settings ask for it
 */
record ServerOptions(
    LakeSettings lake,
    PrivacySettings privacy,
    Path home,
    boolean insecure,
    boolean collectorOnly,
    ServingSettings serving,
    RankingParams ranking,
    Optional<EventStream> stream) {

  ServerOptions {
    if (insecure && !serving.http().loopback()) {
      throw new ConfigurationException(
          "--insecure takes any write key and so listens on a loopback address only; serving.host is "
              + serving.http().host());
    }
  }

  /** Reads flags and settings of {@code serve [--port N] [--insecure] [--collector-only]}. */
  static ServerOptions parse(String[] args) {
    CommandLine line =
        CommandLine.parse(args, Set.of("port"), Set.of("insecure", "collector-only"));
    if (line.positional().size() > 1
        || (line.positional().size() == 1 && !line.positional().get(0).equals("serve"))) {
      throw new ConfigurationException(
          "serve takes flags only; \"" + String.join(" ", line.positional()) + "\" is none");
    }
    Settings settings = line.settings();
    ServingSettings serving = ServingSettings.load(settings);
    int port = line.integer("port", 0, 65_535).orElse(serving.http().port());
    return new ServerOptions(
        LakeSettings.load(settings),
        PrivacySettings.load(settings),
        line.home(),
        line.has("insecure"),
        line.has("collector-only"),
        serving.withHttp(serving.http().withPort(port)),
        ranking(settings),
        stream(settings, serving));
  }

  /** The stream, looked for only where a part needs it. */
  static Optional<EventStream> stream(Settings settings, ServingSettings serving) {
    return serving.needsStream() ? Optional.of(EventStreams.named(settings)) : Optional.empty();
  }

  /** The way into the stream; nothing where events go to segments alone. */
  Optional<StreamSink> sink() {
    return serving.collector().sink().streams() ? stream.map(EventStream::sink) : Optional.empty();
  }

  /** What missing consent and privacy signals mean for sessions. */
  ConsentSettings consent() {
    ConsentSettings said = serving.consent();
    return new ConsentSettings(said.missingGrants() || insecure, said.gpcRefusesPersonalization());
  }

  /** Section {@code ranking} of the settings. */
  static RankingParams ranking(Settings settings) {
    return RankingParams.read(settings.section("ranking")::number);
  }
}
