package dev.nightjar.export.snapshot;

import dev.nightjar.contract.LakePaths;
import dev.nightjar.contract.SnapshotManifest;
import dev.nightjar.etl.NightContext;
import dev.nightjar.etl.tables.Interactions;
import dev.nightjar.etl.tables.Items;
import dev.nightjar.export.files.LakeFiles;
import dev.nightjar.ranking.RankingParams;
import dev.nightjar.training.AlsParams;
import dev.nightjar.training.ModelRegistry;
import dev.nightjar.training.StoredModel;
import dev.nightjar.training.TemporalSplit;
import dev.nightjar.training.TrainingWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Builds the three snapshots of a night's model: validation, to learn the blend on, test, to
 * measure it, and live, to serve. A live snapshot that was published is never touched again.
 */
public final class BuildSnapshotJob {
  /** Name on the command line and in the DAG. */
  public static final String NAME = "build-snapshot";

  private BuildSnapshotJob() {}

  public static void main(String[] args) {
    NightContext.main(args, NAME, BuildSnapshotJob::run);
  }

  /**
   * What was built.
   *
   * @param snapshots one manifest a window, without weights and metrics
   */
  public record Summary(List<SnapshotManifest> snapshots) {
    @Override
    public String toString() {
      StringBuilder text = new StringBuilder();
      for (SnapshotManifest built : snapshots) {
        long bytes = built.files().stream().mapToLong(SnapshotManifest.StoreFile::bytes).sum();
        text.append(
            String.format(
                Locale.ROOT,
                "%s snapshot %s: %,d users, %,d items, %,d lists, %,d bytes%n",
                built.window(),
                built.snapshotId(),
                built.counts().getOrDefault("users", 0L),
                built.counts().getOrDefault("items", 0L),
                built.counts().getOrDefault("lists", 0L),
                bytes));
        String leftOut = built.origins().get(SnapshotManifest.ATTRIBUTES_LEFT_OUT);
        if (leftOut != null) {
          text.append("  not to be filtered by, for want of room: ").append(leftOut).append('\n');
        }
      }
      return text.toString().stripTrailing();
    }
  }

  /** Builds the snapshots of the newest complete model of the run date. */
  public static Summary run(NightContext night) {
    StoredModel model = new ModelRegistry(night.lake()).require(night.runDate());
    refusePublished(night, model);
    SnapshotBuilder builder =
        new SnapshotBuilder(night.lake(), ExportParams.load(night.settings()), night.runDate());
    Map<String, String> origins = origins(night, model);
    List<SnapshotManifest> built = new ArrayList<>();
    TemporalSplit split = new ModelRegistry(night.lake()).split(model);
    for (TrainingWindow window : TrainingWindow.values()) {
      built.add(builder.build(new WindowModel(model, window, split.cutoff(window)), origins));
    }
    return new Summary(built);
  }

  private static void refusePublished(NightContext night, StoredModel model) {
    String id = model.version().id();
    String manifest = LakePaths.snapshot(id) + "/" + LakePaths.MANIFEST;
    if (LakeFiles.of(night.lake()).exists(manifest)) {
      throw new IllegalStateException(
          "snapshot "
              + id
              + " is published and stays as it is; run train-models for "
              + night.runDate()
              + " again, which makes a new version, then this job");
    }
  }

  private static Map<String, String> origins(NightContext night, StoredModel model) {
    Map<String, String> origins = new TreeMap<>();
    origins.put("config_hash", night.settings().hash());
    origins.put(
        SnapshotManifest.RANKING,
        RankingParams.read(night.settings().section("ranking")::number).digest());
    origins.put(
        SnapshotManifest.TABLE_RANKS,
        String.valueOf(ExportParams.load(night.settings()).tableRanks()));
    origins.put("code_revision", CodeRevision.find());
    origins.put("seed", night.settings().section("training").string("seed"));
    ModelRegistry registry = new ModelRegistry(night.lake());
    origins.put("neighbors", registry.neighbors(model));
    AlsParams als = registry.als(model);
    origins.put(SnapshotManifest.ALS_ALPHA, String.valueOf(als.alpha()));
    origins.put(SnapshotManifest.ALS_REGULARIZATION, String.valueOf(als.regParam()));
    origins.put("model", SnapshotFolders.model(model.version().id()));
    origins.put(
        "table." + Interactions.TABLE.qualifiedName(),
        String.valueOf(night.lake().version(Interactions.TABLE)));
    origins.put(
        "table." + Items.TABLE.qualifiedName(), String.valueOf(night.lake().version(Items.TABLE)));
    return origins;
  }
}
