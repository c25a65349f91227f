package dev.nightjar.ranking.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.contract.Source;
import dev.nightjar.contract.UserRecord;
import dev.nightjar.ranking.RankingParams;
import dev.nightjar.ranking.Recommendation;
import dev.nightjar.ranking.RecommendationPipeline;
import dev.nightjar.ranking.RecommendationQuery;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotHolderTest {
  private static final int READERS = 4;
  private static final int SWAPS = 40;

  @TempDir Path root;

  @Test
  void hasNothingUntilTheFirstSwapAndAfterClosing() {
    SnapshotHolder holder = new SnapshotHolder();
    assertThat(holder.acquire()).isNull();
    holder.swap(open(1));
    Snapshot snapshot = Objects.requireNonNull(holder.acquire());
    snapshot.release();
    holder.close();
    assertThat(holder.acquire()).isNull();
    assertThat(snapshot.retain()).isFalse();
  }

  @Test
  void swappingTheSameSnapshotInAgainKeepsItOpen() {
    try (SnapshotHolder holder = new SnapshotHolder()) {
      Snapshot snapshot = open(1);
      holder.swap(snapshot);
      holder.swap(snapshot);
      assertThat(snapshot.user("anna")).isNotNull();
    }
  }

  @Test
  void whatDoesNotGetWarmIsClosedAndTheOneBeforeServesOn() {
    try (SnapshotHolder holder = new SnapshotHolder()) {
      Snapshot before = open(1);
      holder.swap(before);
      Snapshot cold = open(2);
      assertThatThrownBy(
              () ->
                  holder.swap(
                      cold,
                      snapshot -> {
                        throw new IllegalStateException("cold");
                      }))
          .hasMessage("cold");
      assertThat(cold.retain()).isFalse();
      assertThat(holder.acquire()).isSameAs(before);
      before.release();
    }
  }

  @Test
  void swapsUnderLoadWithoutAFailedRequestOrAMixedAnswer() throws Exception {
    write(1);
    write(2);
    RecommendationPipeline pipeline = RecommendationPipeline.standard(RankingParams.defaults());
    AtomicBoolean stop = new AtomicBoolean();
    List<Future<Integer>> readers = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(READERS);
    List<Snapshot> all = new ArrayList<>();
    try (SnapshotHolder holder = new SnapshotHolder()) {
      all.add(Snapshot.open(root.resolve("1")));
      holder.swap(all.get(0));
      for (int i = 0; i < READERS; i++) {
        readers.add(threads.submit(() -> readUntil(stop, holder, pipeline)));
      }
      for (int swap = 0; swap < SWAPS; swap++) {
        Snapshot next = Snapshot.open(root.resolve(String.valueOf(1 + swap % 2)));
        all.add(next);
        holder.swap(next);
      }
      stop.set(true);
      for (Future<Integer> reader : readers) {
        assertThat(reader.get()).isPositive();
      }
    } finally {
      stop.set(true);
      threads.shutdownNow();
    }
    assertThat(all).noneMatch(Snapshot::retain);
    for (String name : List.of("1", "2")) {
      try (Stream<Path> left = Files.list(root.resolve(name))) {
        assertThat(left.filter(Files::isDirectory)).isEmpty();
      }
    }
  }

  /** In snapshot 1 anna's best item is a1, in snapshot 2 it is a2, and neither has the other's. */
  private static int readUntil(
      AtomicBoolean stop, SnapshotHolder holder, RecommendationPipeline pipeline) {
    int answers = 0;
    RecommendationQuery query = RecommendationQuery.forPerson("anna").withN(10);
    while (!stop.get()) {
      Snapshot snapshot = Objects.requireNonNull(holder.acquire());
      try {
        Recommendation answer = pipeline.recommend(snapshot, query);
        String id = snapshot.manifest().snapshotId();
        assertThat(answer.degraded()).isEmpty();
        assertThat(answer.items()).hasSize(10);
        assertThat(snapshot.itemId(answer.items().get(0).item())).isEqualTo("a" + id);
        answers++;
      } finally {
        snapshot.release();
      }
    }
    return answers;
  }

  private Snapshot open(int number) {
    write(number);
    return Snapshot.open(root.resolve(String.valueOf(number)));
  }

  private void write(int number) {
    new SnapshotFolder()
        .id(String.valueOf(number))
        .items(20 * number)
        .item("a" + number, SnapshotFolder.scored(1, 2))
        .list("popular", 4, 5, 6)
        .user(
            "anna",
            new UserRecord(
                1,
                new int[] {2},
                new int[0],
                Map.of(Source.ALS, SnapshotFolder.scored(20 * number, 1, 3))))
        .write(root.resolve(String.valueOf(number)));
  }
}
