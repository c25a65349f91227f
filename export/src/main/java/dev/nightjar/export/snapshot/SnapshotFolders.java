package dev.nightjar.export.snapshot;

import dev.nightjar.contract.LakePaths;
import dev.nightjar.training.TrainingWindow;

/**
 * Where snapshots and what is learned about them stand in the lake. A live snapshot has the name of
 * its model version; the others stand beside the model that they measure.
 */
public final class SnapshotFolders {
  /** The manifest of a snapshot that was built and not published: no weights, no metrics. */
  public static final String BUILD = "build.json";

  private SnapshotFolders() {}

  /** Folder of the snapshot of a window. */
  public static String of(String modelVersion, TrainingWindow window) {
    return window == TrainingWindow.LIVE
        ? LakePaths.snapshot(modelVersion)
        : model(modelVersion) + "/" + window.id() + "/snapshot";
  }

  /** Folder of a model. */
  public static String model(String modelVersion) {
    return LakePaths.MODELS + "/" + modelVersion;
  }
}
