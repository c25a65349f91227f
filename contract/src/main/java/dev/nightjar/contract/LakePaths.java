package dev.nightjar.contract;

import java.time.LocalDate;

/** Where things stand in the lake, relative to its root, with '/' between folders. */
public final class LakePaths {
  /** Landed events, a folder a day of arrival. */
  public static final String LANDING_EVENTS = "landing/events";

  /** Landed catalogue records, a folder a day of arrival. */
  public static final String LANDING_ITEMS = "landing/items";

  /** Registered models, a folder a model version. */
  public static final String MODELS = "models";

  /** Published snapshots, a folder a snapshot id. */
  public static final String SNAPSHOTS = "snapshots";

  /** The object whose content is the id of the live snapshot; written last. */
  public static final String CURRENT = SNAPSHOTS + "/CURRENT";

  /** Object that names the snapshot that servers try beside the live one. */
  public static final String SHADOW = SNAPSHOTS + "/SHADOW";

  /** Name of the manifest inside a snapshot's folder; a folder without one is not a snapshot. */
  public static final String MANIFEST = "manifest.json";

  /** What operators have taken down and restored, an object a command; written once. */
  public static final String TAKEDOWNS = "catalog/takedowns";

  private LakePaths() {}

  /**
   * The folder of one day under a landing base, for example {@code landing/events/dt=2026-01-05}.
   */
  public static String dayFolder(String base, LocalDate day) {
    return base + "/dt=" + day;
  }

  /** The folder of one snapshot. */
  public static String snapshot(String snapshotId) {
    return SNAPSHOTS + "/" + snapshotId;
  }
}
