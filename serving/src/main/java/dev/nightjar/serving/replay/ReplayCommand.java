package dev.nightjar.serving.replay;

import dev.nightjar.objects.ObjectStore;
import dev.nightjar.objects.ObjectStores;
import dev.nightjar.ranking.RankingParams;
import dev.nightjar.ranking.RecommendationPipeline;
import dev.nightjar.ranking.store.Snapshot;
import dev.nightjar.ranking.store.SnapshotHolder;
import dev.nightjar.serving.answers.Replay;
import dev.nightjar.serving.recording.RecordedRequest;
import dev.nightjar.serving.sentences.Sentences;
import dev.nightjar.serving.snapshots.PastSnapshots;
import dev.nightjar.settings.CommandLine;
import dev.nightjar.settings.ConfigurationException;
import dev.nightjar.settings.ExitCodes;
import dev.nightjar.settings.LakeSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code replay FILE...}: asks recorded requests again over the snapshots that answered them, with
 * the settings of now, and compares the answers byte for byte. Used by one thread.
 */
public final class ReplayCommand {
  private final PastSnapshots snapshots;
  private final RecommendationPipeline pipeline;
  private final String settings;
  private final Sentences sentences;
  private final ReplayReport report = new ReplayReport();

  private ReplayCommand(PastSnapshots snapshots, RankingParams params, Sentences sentences) {
    this.snapshots = snapshots;
    this.sentences = sentences;
    pipeline = RecommendationPipeline.standard(params);
    settings = params.digest();
  }

  public static void main(String[] args) {
    ExitCodes.exit(() -> run(args));
  }

  private static void run(String[] args) throws IOException {
    CommandLine line = CommandLine.parse(args, Set.of(), Set.of());
    List<String> words = line.positional();
    if (words.size() < 2 || !words.get(0).equals("replay")) {
      throw new ConfigurationException(
          "use replay FILE..., with files of recorded/ in the server's home directory");
    }
    RankingParams params = RankingParams.read(line.settings().section("ranking")::number);
    try (ObjectStore lake = ObjectStores.open(LakeSettings.load(line.settings()))) {
      ReplayCommand command =
          new ReplayCommand(
              new PastSnapshots(line.home(), lake),
              params,
              Sentences.load(
                  line.settings().section("serving").optionalString("reasons_file").map(Path::of)));
      for (String word : words.subList(1, words.size())) {
        command.replay(RecordFile.of(Path.of(word)));
      }
      ReplayReport report = command.report;
      System.out.print(line.has("json") ? report.json() : report.text());
      if (!report.allEqual()) {
        throw new AnswersDifferException(report.headline());
      }
    }
  }

  /** One snapshot after the other is opened, for each holds memory and disk. */
  private void replay(RecordFile file) throws IOException {
    Map<String, Integer> bySnapshot = new LinkedHashMap<>();
    file.read(
        (line, request) -> {
          bySnapshot.merge(request.snapshotId(), 1, Integer::sum);
          if (!request.settings().equals(settings)) {
            report.otherSettings();
          }
        });
    for (Map.Entry<String, Integer> entry : bySnapshot.entrySet()) {
      Optional<String> gone = snapshots.open(entry.getKey(), snapshot -> replay(file, snapshot));
      gone.ifPresent(why -> report.gone(entry.getKey(), why, entry.getValue()));
    }
    if (file.endsTorn()) {
      report.torn();
    }
  }

  private void replay(RecordFile file, Snapshot opened) throws IOException {
    Replay replay = new Replay(pipeline, sentences);
    String id = opened.manifest().snapshotId();
    opened.retain();
    try (SnapshotHolder holder = new SnapshotHolder()) {
      holder.swap(opened);
      file.read(
          (line, request) -> {
            if (request.snapshotId().equals(id)) {
              compare(file.path().getFileName() + " line " + line, holder, replay, request);
            }
          });
    } finally {
      opened.release();
    }
  }

  private void compare(String where, SnapshotHolder holder, Replay replay, RecordedRequest request)
      throws IOException {
    Set<String> withheld = new HashSet<>(request.withheld());
    if (!withheld.equals(holder.withheld())) {
      holder.withhold(withheld);
    }
    Snapshot snapshot = holder.acquire();
    if (snapshot == null) {
      throw new IllegalStateException("the snapshot is held until every line is compared");
    }
    try {
      byte[] now = replay.answer(snapshot, request.asked());
      Optional<String> difference = Difference.of(request.answer(), now);
      if (difference.isPresent()) {
        report.different(where + ", snapshot " + request.snapshotId() + ": " + difference.get());
      } else {
        report.equal();
      }
    } finally {
      snapshot.release();
    }
  }
}
