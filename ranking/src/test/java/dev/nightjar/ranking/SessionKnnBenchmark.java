package dev.nightjar.ranking;

import dev.nightjar.contract.ItemColumns;
import dev.nightjar.contract.ScoredItems;
import dev.nightjar.contract.SessionBlock;
import dev.nightjar.contract.SnapshotManifest;
import dev.nightjar.contract.Source;
import dev.nightjar.ranking.store.Snapshot;
import dev.nightjar.ranking.store.SnapshotFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What a session of ten items costs by each source that looks at it: 1,000,000 past sessions of 2
 * to 8 items, 40,000 items of which few are met most of the time, 64 factors.
 */
@State(Scope.Benchmark)
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 4, time = 2)
@Fork(
    value = 1,
    jvmArgs = {"-Xmx2g"})
@SuppressWarnings("NullAway.Init")
public class SessionKnnBenchmark {
  private static final int ITEMS = 40_000;
  private static final int BLOCKS = 100;
  private static final int SESSIONS_A_BLOCK = 10_000;
  private static final int FACTORS = 64;
  private static final int REQUESTS = 1_000;

  private final Random random = new Random(7);
  private final RecommendationPipeline pipeline =
      RecommendationPipeline.standard(RankingParams.defaults());
  private final List<RecommendationQuery> queries = new ArrayList<>();
  private Path folder;
  private Snapshot snapshot;
  private int next;

  /** Runs all benchmarks. */
  public static void main(String[] args) throws RunnerException {
    new Runner(new OptionsBuilder().include(SessionKnnBenchmark.class.getSimpleName()).build())
        .run();
  }

  /** Writes and opens the snapshot. */
  @Setup(Level.Trial)
  public void open() throws IOException {
    folder = Files.createTempDirectory("nightjar-session-benchmark");
    SnapshotFolder world = new SnapshotFolder();
    for (int i = 0; i < ITEMS; i++) {
      world.item("item-" + i, ScoredItems.NONE);
    }
    for (int block = 0; block < BLOCKS; block++) {
      world.sessions(sessions(block));
    }
    for (int factor = 0; factor < FACTORS; factor++) {
      float[] column = new float[ITEMS];
      for (int item = 0; item < ITEMS; item++) {
        column[item] = (float) random.nextGaussian();
      }
      world.column(ItemColumns.factor(factor), column);
    }
    world
        .origin(SnapshotManifest.ALS_ALPHA, "2")
        .origin(SnapshotManifest.ALS_REGULARIZATION, "0.5")
        .write(folder);
    snapshot = Snapshot.open(folder);
    for (int i = 0; i < REQUESTS; i++) {
      List<SessionEvent> events = new ArrayList<>();
      for (int event = 0; event < 10; event++) {
        events.add(new SessionEvent("item-" + item(), "view", null));
      }
      queries.add(RecommendationQuery.anonymous().withSessionEvents(events));
    }
  }

  /** Removes the snapshot. */
  @TearDown(Level.Trial)
  public void close() throws IOException {
    snapshot.close();
    try (var tree = Files.walk(folder)) {
      for (Path path : tree.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /** An answer from past sessions alone. */
  @Benchmark
  public Recommendation sessionKnn() {
    return answer(Source.SESSION_KNN);
  }

  /** An answer from the factors alone. */
  @Benchmark
  public Recommendation foldIn() {
    return answer(Source.FOLD_IN);
  }

  private Recommendation answer(Source source) {
    RecommendationQuery query = queries.get(next++ % REQUESTS);
    return pipeline.recommend(snapshot, query, BlendWeights.only(source));
  }

  private SessionBlock sessions(int block) {
    float[] ages = new float[SESSIONS_A_BLOCK];
    int[] lengths = new int[SESSIONS_A_BLOCK];
    int total = 0;
    for (int i = 0; i < lengths.length; i++) {
      ages[i] = block + (float) i / lengths.length;
      lengths[i] = 2 + random.nextInt(7);
      total += lengths[i];
    }
    int[] items = new int[total];
    for (int i = 0; i < total; i++) {
      items[i] = item();
    }
    return new SessionBlock(ages, lengths, items);
  }

  /** A tenth of the items makes for most of the events. */
  private int item() {
    return (int) (ITEMS * Math.pow(random.nextDouble(), 4));
  }
}
