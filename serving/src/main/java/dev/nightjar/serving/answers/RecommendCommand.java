package dev.nightjar.serving.answers;

import dev.nightjar.contract.LakePaths;
import dev.nightjar.contract.Pseudonymizer;
import dev.nightjar.objects.ObjectStore;
import dev.nightjar.objects.ObjectStores;
import dev.nightjar.ranking.RankingParams;
import dev.nightjar.ranking.Recommendation;
import dev.nightjar.ranking.RecommendationPipeline;
import dev.nightjar.ranking.store.Snapshot;
import dev.nightjar.ranking.store.SnapshotHolder;
import dev.nightjar.serving.http.ProblemException;
import dev.nightjar.serving.rules.RuleBook;
import dev.nightjar.serving.rules.RuleFile;
import dev.nightjar.serving.sentences.Sentences;
import dev.nightjar.serving.sessions.ConsentSettings;
import dev.nightjar.serving.sessions.SessionKeys;
import dev.nightjar.serving.sessions.SessionSettings;
import dev.nightjar.serving.sessions.SessionStore;
import dev.nightjar.serving.signals.Signals;
import dev.nightjar.serving.snapshots.PastSnapshots;
import dev.nightjar.serving.takedowns.TakedownCommand;
import dev.nightjar.settings.CommandLine;
import dev.nightjar.settings.ConfigurationException;
import dev.nightjar.settings.ExitCodes;
import dev.nightjar.settings.LakeSettings;
import dev.nightjar.settings.PrivacySettings;
import dev.nightjar.settings.Secret;
import dev.nightjar.settings.Settings;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * {@code recommend --users FILE [--query PARAMETERS] [--out FILE]}: the answers that a server would
 * give to every user of a file, over the live snapshot, a JSON line each; for mail campaigns and
 * exports. Live sessions play no part. Used by one thread.
 */
public final class RecommendCommand {
  private final RecommendationPipeline pipeline;
  private final RuledQueries queries;
  private final Scenarios scenarios;
  private final Recommender recommender;
  private final Sentences sentences;
  private final String parameters;
  private final AnswerWriter writer = new AnswerWriter();
  private final Map<String, Integer> modes = new TreeMap<>();

  private RecommendCommand(Settings settings, String parameters) {
    this.parameters = parameters;
    pipeline =
        RecommendationPipeline.standard(RankingParams.read(settings.section("ranking")::number));
    PrivacySettings privacy = PrivacySettings.load(settings);
    Pseudonymizer now = pseudonymizer(privacy.secret());
    SessionSettings.Shown never = SessionSettings.Shown.OFF;
    SessionStore none =
        SessionStore.open(
            new SessionSettings(1, 1, Duration.ofMinutes(1), never, Optional.empty()));
    recommender =
        new Recommender(
            pipeline,
            now,
            privacy.previousSecret().map(RecommendCommand::pseudonymizer),
            new SessionKeys(now),
            none);
    scenarios = Scenarios.load(file(settings, "scenarios_file"));
    sentences = Sentences.load(file(settings, "reasons_file"));
    RuleBook rules = RuleFile.load(file(settings, "rules_file"), scenarios.names());
    queries =
        new RuledQueries(
            recommender,
            () -> rules,
            new Showings(none, never, new ConsentSettings(false, true)),
            Signals.none(),
            new SnapshotAge(Clock.systemUTC(), Duration.ZERO));
    try {
      QueryReader.of(parameters, scenarios, "nobody");
    } catch (ProblemException e) {
      throw new ConfigurationException("--query: " + e.problem().faults(), e);
    }
  }

  public static void main(String[] args) {
    ExitCodes.exit(() -> run(args));
  }

  private static void run(String[] args) throws IOException {
    CommandLine line = CommandLine.parse(args, Set.of("users", "query", "out"), Set.of());
    Optional<Path> users = line.value("users").map(Path::of);
    if (line.positional().size() > 1 || users.isEmpty() || !Files.isRegularFile(users.get())) {
      throw new ConfigurationException(
          "use recommend --users FILE [--query 'n=10&scenario=mail'] [--out FILE]; the file has a"
              + " user id a line");
    }
    RecommendCommand command =
        new RecommendCommand(line.settings(), line.value("query").orElse(""));
    LakeSettings settings = LakeSettings.load(line.settings());
    try (ObjectStore lake = ObjectStores.open(settings)) {
      String live =
          lake.read(LakePaths.CURRENT)
              .map(bytes -> new String(bytes, StandardCharsets.UTF_8).strip())
              .orElseThrow(
                  () ->
                      new ConfigurationException(
                          "no snapshot is live in " + settings.uri() + "; a night publishes one"));
      Set<String> withheld = new TakedownCommand(lake, Clock.systemUTC()).inForce().keySet();
      Optional<String> refused =
          new PastSnapshots(line.home(), lake)
              .open(
                  live,
                  snapshot -> command.answer(snapshot, withheld, users.get(), line.value("out")));
      if (refused.isPresent()) {
        throw new IOException("the live snapshot " + live + " is refused: " + refused.get());
      }
    }
  }

  private void answer(Snapshot opened, Set<String> withheld, Path users, Optional<String> out)
      throws IOException {
    opened.retain();
    try (SnapshotHolder holder = new SnapshotHolder()) {
      holder.withhold(withheld);
      holder.swap(opened);
      if (out.isEmpty()) {
        answer(opened, users, System.out);
      } else {
        // Whoever sends the mails must never find half of them.
        Path whole = Path.of(out.get());
        Path part = whole.resolveSibling(whole.getFileName() + ".part");
        try (OutputStream lines = new BufferedOutputStream(Files.newOutputStream(part))) {
          answer(opened, users, lines);
        }
        Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private void answer(Snapshot snapshot, Path users, OutputStream out) throws IOException {
    int count = 0;
    try (BufferedReader lines = Files.newBufferedReader(users, StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank()) {
          write(snapshot, line.strip(), out);
          count++;
        }
      }
    }
    out.flush();
    System.err.println(
        count + " answers from snapshot " + snapshot.manifest().snapshotId() + ": " + modes);
  }

  private void write(Snapshot snapshot, String userId, OutputStream out) throws IOException {
    RecommendationRequest request = QueryReader.of(parameters, scenarios, userId);
    AskedQuery query = queries.of(snapshot, request);
    Recommendation answer =
        query.own(pipeline.recommend(snapshot, query.query(), request.options().surface()));
    modes.merge(answer.mode().id(), 1, Integer::sum);
    BatchRequest alone = new BatchRequest(request, List.of(userId));
    Told told = recommender.told(snapshot, query, request, answer, sentences);
    out.write(writer.line(snapshot, alone, new AnswerWriter.ToldAnswer(answer, told)).toBytes());
    out.write('\n');
  }

  private static Optional<Path> file(Settings settings, String key) {
    return settings.section("serving").optionalString(key).map(Path::of);
  }

  private static Pseudonymizer pseudonymizer(Secret secret) {
    return new Pseudonymizer(secret.reveal().getBytes(StandardCharsets.UTF_8));
  }
}
