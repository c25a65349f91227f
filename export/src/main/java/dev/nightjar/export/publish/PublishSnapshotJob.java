package dev.nightjar.export.publish;

import dev.nightjar.contract.LakePaths;
import dev.nightjar.contract.RankerModel;
import dev.nightjar.contract.Sha256;
import dev.nightjar.contract.SnapshotManifest;
import dev.nightjar.contract.SnapshotManifest.StoreFile;
import dev.nightjar.etl.Lake;
import dev.nightjar.etl.NightContext;
import dev.nightjar.export.evaluation.Evidence;
import dev.nightjar.export.evaluation.LearnedBlend;
import dev.nightjar.export.evaluation.LearnedOn;
import dev.nightjar.export.files.LakeFiles;
import dev.nightjar.export.gate.Decisions;
import dev.nightjar.export.gate.PromotionDecision;
import dev.nightjar.export.snapshot.BuiltFile;
import dev.nightjar.export.snapshot.ExportParams;
import dev.nightjar.export.snapshot.LocalSnapshot;
import dev.nightjar.export.snapshot.OrderFiles;
import dev.nightjar.export.snapshot.SnapshotFolders;
import dev.nightjar.export.snapshot.StoreFiles;
import dev.nightjar.ranking.NightOrders;
import dev.nightjar.ranking.RankingParams;
import dev.nightjar.ranking.store.Snapshot;
import dev.nightjar.training.ModelRegistry;
import dev.nightjar.training.TrainingWindow;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Publishes the night's snapshot: downloads and verifies it as a server does, writes its manifest,
 * and, if the gate promoted it, points CURRENT to it, last. Until then no server knows of it.
 */
public final class PublishSnapshotJob {
  /** Name on the command line and in the DAG. */
  public static final String NAME = "publish-snapshot";

  private PublishSnapshotJob() {}

  public static void main(String[] args) {
    NightContext.main(args, NAME, PublishSnapshotJob::run);
  }

  /**
   * What was published.
   *
   * @param snapshotId the night's snapshot
   * @param decision whether it went live, and why
   * @param live the snapshot that is live now, if any
   */
  public record Summary(String snapshotId, PromotionDecision decision, Optional<String> live) {
    @Override
    public String toString() {
      return decision.promoted()
          ? "snapshot " + snapshotId + " is live"
          : "snapshot "
              + snapshotId
              + " is refused ("
              + String.join("; ", decision.reasons())
              + "); live is "
              + live.orElse("none yet");
    }
  }

  /** Publishes the snapshot of the newest complete model of the run date. */
  public static Summary run(NightContext night) {
    Lake lake = night.lake();
    LakeFiles files = LakeFiles.of(lake);
    String id = new ModelRegistry(lake).require(night.runDate()).version().id();
    PromotionDecision decision =
        new Decisions(lake)
            .find(id)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "snapshot "
                            + id
                            + " was not judged; run gate for "
                            + night.runDate()
                            + " first"));
    String folder = SnapshotFolders.of(id, TrainingWindow.LIVE);
    try (LocalSnapshot verified = LocalSnapshot.ofBuild(files, folder)) {
      String manifest = folder + "/" + LakePaths.MANIFEST;
      if (!files.exists(manifest)) {
        SnapshotManifest whole =
            withDecision(
                withRanker(withOrders(night, id, verified.snapshot()), files, id),
                LearnedOn.TEST.blend(files, id),
                Evidence.FILE.read(files, id),
                decision);
        files.put(manifest, whole.toJson().getBytes(StandardCharsets.UTF_8));
      }
    }
    SnapshotPointer pointer = new SnapshotPointer(files);
    if (decision.promoted()) {
      pointer.point(id);
    }
    return new Summary(id, decision, pointer.current());
  }

  /** Puts every person's order, by the weights and trees that will be served, beside the store. */
  private static SnapshotManifest withOrders(NightContext night, String id, Snapshot snapshot) {
    int places = ExportParams.load(night.settings()).orderPlaces();
    if (places == 0) {
      return snapshot.manifest();
    }
    LakeFiles files = LakeFiles.of(night.lake());
    NightOrders orders =
        new NightOrders(
            RankingParams.read(night.settings().section("ranking")::number),
            snapshot,
            LearnedOn.TEST.orderings(files, id),
            places);
    StoreFiles target = new StoreFiles(files, SnapshotFolders.of(id, TrainingWindow.LIVE));
    List<BuiltFile> built = OrderFiles.write(snapshot, orders, target);
    return snapshot
        .manifest()
        .withFiles(
            built.stream().map(BuiltFile::inManifest).toList(),
            built.stream().flatMap(file -> file.sentinelsInManifest().stream()).toList(),
            Map.of("orders", built.stream().mapToLong(BuiltFile::rows).sum()));
  }

  /** Puts the night's trees, if it learned any, beside the store. */
  private static SnapshotManifest withRanker(SnapshotManifest built, LakeFiles files, String id) {
    Optional<byte[]> ranker = LearnedOn.TEST.ranker(files, id);
    if (ranker.isEmpty()) {
      return built;
    }
    byte[] body = ranker.get();
    String folder = SnapshotFolders.of(id, TrainingWindow.LIVE);
    files.put(folder + "/" + RankerModel.FILE, body);
    StoreFile file = new StoreFile(RankerModel.FILE, body.length, Sha256.hex(body));
    return built.withFiles(List.of(file), List.of(), Map.of());
  }

  private static SnapshotManifest withDecision(
      SnapshotManifest built, LearnedBlend blend, Evidence evidence, PromotionDecision decision) {
    Map<String, String> origins = new TreeMap<>(built.origins());
    origins.put(SnapshotPointer.DECISION, decision.word());
    Map<String, Double> metrics = new TreeMap<>(evidence.metrics());
    metrics.put("popular." + evidence.metric(), evidence.popular());
    return new SnapshotManifest(
        built.snapshotId(),
        built.modelVersion(),
        built.runDate(),
        built.window(),
        built.files(),
        built.counts(),
        built.sentinels(),
        blend.inManifest(),
        built.segments(),
        origins,
        metrics);
  }
}
