package dev.nightjar.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.contract.ItemColumns;
import dev.nightjar.contract.ItemRecord;
import dev.nightjar.contract.ScoredItems;
import dev.nightjar.contract.SessionBlock;
import dev.nightjar.contract.SnapshotManifest;
import dev.nightjar.contract.Source;
import dev.nightjar.ranking.store.Snapshot;
import dev.nightjar.ranking.store.SnapshotFolder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each source that answers from a session, alone. */
class LiveSourcesTest {
  private static final int ITEMS = 12;

  @TempDir Path folder;
  private Snapshot snapshot;

  /**
   * After item i comes item i+1. Sessions, the newest first: 1 2 3, 1 2 4, 5 6, and an old one with
   * 1 7. Items 8 and 9 taste alike, and nobody met 10 and 11.
   */
  @BeforeEach
  void openSnapshot() {
    SnapshotFolder world = new SnapshotFolder();
    for (int i = 0; i < ITEMS; i++) {
      ScoredItems next = SnapshotFolder.scored((i + 1) % ITEMS);
      world.item(new ItemRecord("i" + i, true, List.of(), "{}", ScoredItems.NONE, next));
    }
    float[] first = new float[ITEMS];
    Arrays.fill(first, 0, 8, 0.5f);
    float[] second = new float[ITEMS];
    second[8] = 1;
    second[9] = 1;
    first[10] = Float.NaN;
    second[10] = Float.NaN;
    world
        .sessions(
            new SessionBlock(
                new float[] {1, 2, 3}, new int[] {3, 3, 2}, new int[] {1, 2, 3, 1, 2, 4, 5, 6}))
        .sessions(new SessionBlock(new float[] {300}, new int[] {2}, new int[] {1, 7}))
        .column(ItemColumns.factor(0), first)
        .column(ItemColumns.factor(1), second)
        .origin(SnapshotManifest.ALS_ALPHA, "2")
        .origin(SnapshotManifest.ALS_REGULARIZATION, "0.1")
        .write(folder);
    snapshot = Snapshot.open(folder);
  }

  @AfterEach
  void closeSnapshot() {
    snapshot.close();
  }

  @Test
  void nextGivesWhatPeopleTurnToAfterTheNewestItems() {
    assertThat(proposed(Source.SESSION_NEXT, "i3", "i8")).containsExactly(9, 4);
  }

  @Test
  void sessionsThatShareMoreAndAreNewerVoteFirst() {
    assertThat(proposed(Source.SESSION_KNN, "i1")).containsExactly(2, 3, 4, 7);
    assertThat(proposed(Source.SESSION_KNN, "i1", "i4")).startsWith(2);
    assertThat(proposed(Source.SESSION_KNN, "i6")).containsExactly(5);
    assertThat(proposed(Source.SESSION_KNN, "i11")).isEmpty();
  }

  @Test
  void foldInGivesWhatTastesLikeTheSession() {
    assertThat(proposed(Source.FOLD_IN, "i8")).containsExactly(9);
    assertThat(proposed(Source.FOLD_IN, "i0", "i1")).containsExactly(2, 3, 4, 5, 6, 7);
    assertThat(proposed(Source.FOLD_IN, "i10")).isEmpty();
  }

  @Test
  void withoutASessionNoneOfThemSaysAnything() {
    for (Source source : Source.values()) {
      if (source.kind() == Source.Kind.LIVE) {
        assertThat(proposed(source)).as(source.id()).isEmpty();
      }
    }
  }

  private List<Integer> proposed(Source source, String... views) {
    List<SessionEvent> events =
        Arrays.stream(views).map(item -> new SessionEvent(item, "view", null)).toList();
    return RecommendationPipeline.standard(RankingParams.defaults())
        .recommend(
            snapshot,
            RecommendationQuery.anonymous().withN(ITEMS).withSessionEvents(events),
            BlendWeights.only(source))
        .items()
        .stream()
        .filter(item -> item.source() == source)
        .map(RankedItem::item)
        .toList();
  }
}
