package dev.nightjar.serving.snapshots;

import dev.nightjar.contract.SnapshotManifest;
import dev.nightjar.settings.Section;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How new snapshots are taken.
 *
 * @param poll time between two looks for one, for takedowns and for one to be tried
 * @param pointerPoll time between two looks at which one is live alone
 * @param leastShare a snapshot with fewer items or persons than this share of the last one's is
 *     refused, 0 to 1; 0 takes all
 * @param shadowShare share of the answers that a shadow snapshot is asked for too, 0 to 1
 * @param staleAfter age from which answers say that their snapshot is old; zero for never
 */
public record SnapshotSettings(
    Duration poll,
    Duration pointerPoll,
    double leastShare,
    double shadowShare,
    Duration staleAfter) {
  private static final List<String> COUNTED = List.of("items", "users");

  /** Reads {@code serving.snapshots}. */
  public static SnapshotSettings load(Section section) {
    return new SnapshotSettings(
        pause(section, "poll"),
        pause(section, "pointer_poll"),
        section.number("least_share", 0, 1),
        section.number("shadow_share", 0, 1),
        section.duration("stale_after"));
  }

  private static Duration pause(Section section, String key) {
    Duration pause = section.duration(key);
    if (pause.isZero()) {
      throw section.reject(key, "more than 0");
    }
    return pause;
  }

  /** Time between two looks of either kind. */
  Duration pause() {
    return pointerPoll.compareTo(poll) < 0 ? pointerPoll : poll;
  }

  /** Why a snapshot is too small to follow another; nothing when it is not. */
  List<String> tooSmall(SnapshotManifest last, SnapshotManifest next) {
    List<String> reasons = new ArrayList<>();
    for (String kind : COUNTED) {
      long before = last.counts().getOrDefault(kind, 0L);
      long now = next.counts().getOrDefault(kind, 0L);
      if (now < before * leastShare) {
        reasons.add(
            "it has %,d %s, fewer than %s of the %,d of %s (serving.snapshots.least_share; 0 takes it all the same)"
                .formatted(now, kind, leastShare, before, last.snapshotId()));
      }
    }
    return reasons;
  }
}
