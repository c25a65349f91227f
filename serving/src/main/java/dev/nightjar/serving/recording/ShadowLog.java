package dev.nightjar.serving.recording;

import dev.nightjar.ranking.RankedItem;
import dev.nightjar.ranking.Recommendation;
import dev.nightjar.ranking.RecommendationPipeline;
import dev.nightjar.ranking.store.Snapshot;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks the shadow snapshot what the live one was asked, behind the answers, and counts how much
 * both say the same and how long each takes: both are asked one after the other by the same thread,
 * so that their times can be compared. Keeps no question. Thread-safe.
 */
public final class ShadowLog implements AnswerLog, AutoCloseable {
  private static final int QUEUE = 200;

  private final double share;
  private final Supplier<@Nullable Snapshot> shadow;
  private final RecommendationPipeline pipeline;
  private final ShadowMeters meters;
  private final Backlog<Trial> backlog;

  private record Trial(Asked asked, Snapshot live) {}

  /**
   * @param share of the answers that are compared, 0 to 1
   * @param shadow gives the snapshot with a reference, or null while there is none
   * @param answers what became of the answers drawn
   */
  public ShadowLog(
      double share,
      Supplier<@Nullable Snapshot> shadow,
      RecommendationPipeline pipeline,
      ShadowMeters meters,
      LogMeters answers) {
    this.share = share;
    this.shadow = shadow;
    this.pipeline = pipeline;
    this.meters = meters;
    backlog = new Backlog<>("shadow", QUEUE, this::compare, answers);
  }

  @Override
  public void answered(Answered answered) {
    if (!meters.isOn() || ThreadLocalRandom.current().nextDouble() >= share) {
      return;
    }
    Snapshot live = answered.given().snapshot();
    if (live.retain() && !backlog.add(new Trial(answered.asked(), live))) {
      live.release();
    }
  }

  @Override
  public void close() {
    backlog.close();
  }

  private int compare(List<Trial> trials) {
    int compared = 0;
    for (Trial trial : trials) {
      Snapshot tried = shadow.get();
      try {
        if (tried != null) {
          compare(trial, tried);
          compared++;
        }
      } catch (RuntimeException e) {
        meters.failed(e);
      } finally {
        trial.live().release();
        if (tried != null) {
          tried.release();
        }
      }
    }
    return compared;
  }

  private void compare(Trial trial, Snapshot tried) {
    long start = System.nanoTime();
    Set<String> live = ids(trial.live(), trial.asked());
    long between = System.nanoTime();
    Set<String> shadowed = ids(tried, trial.asked());
    long end = System.nanoTime();
    int longest = Math.max(live.size(), shadowed.size());
    Set<String> common = new HashSet<>(live);
    common.retainAll(shadowed);
    double overlap = longest == 0 ? 1 : (double) common.size() / longest;
    meters.compared(tried.manifest().snapshotId(), overlap, between - start, end - between);
  }

  private Set<String> ids(Snapshot snapshot, Asked asked) {
    Recommendation answer = pipeline.recommend(snapshot, asked.query(), asked.surface());
    return answer.items().stream()
        .map(RankedItem::item)
        .map(snapshot::itemId)
        .collect(Collectors.toSet());
  }
}
