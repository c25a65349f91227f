package dev.nightjar.ranking;

import dev.nightjar.contract.ScoredItems;
import dev.nightjar.contract.Source;
import dev.nightjar.contract.UserRecord;
import dev.nightjar.ranking.store.Snapshot;
import dev.nightjar.ranking.store.SnapshotFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What one request costs: 3 stored sources of 100 candidates, 3 lists of 200, 100 seen items, 20
 * items wanted, 5,000 persons and 5,000 items, a different person each time.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
    value = 1,
    jvmArgs = {"-Xmx512m"})
@SuppressWarnings("NullAway.Init")
public class RankingBenchmark {
  private static final int ITEMS = 5_000;
  private static final int PERSONS = 5_000;
  private static final Source[] STORED = {Source.ALS, Source.ITEM_ITEM, Source.OWN_PAST};

  private final Random random = new Random(7);
  private final RankingParams params = RankingParams.defaults();
  private final RecommendationPipeline pipeline = RecommendationPipeline.standard(params);
  private final LinearBlender blender = new LinearBlender(params.listCandidates());
  private final BlendedCandidates room = new BlendedCandidates();
  private final BlendWeights everySource = BlendWeights.of(weights());
  private final List<RecommendationQuery> persons = new ArrayList<>();
  private final List<RecommendationQuery> sessions = new ArrayList<>();
  private Path folder;
  private Snapshot snapshot;
  private byte[] value;
  private Candidates candidates;
  private int next;

  /** Runs all benchmarks, or those whose name matches the first argument. */
  public static void main(String[] args) throws RunnerException {
    String include = args.length > 0 ? args[0] : RankingBenchmark.class.getSimpleName();
    new Runner(
            new OptionsBuilder()
                .include(include)
                .addProfiler(CpuProfiler.class)
                .addProfiler(GCProfiler.class)
                .build())
        .run();
  }

  /** Writes and opens the snapshot. */
  @Setup(Level.Trial)
  public void open() throws IOException {
    folder = Files.createTempDirectory("nightjar-ranking-benchmark");
    SnapshotFolder world = new SnapshotFolder();
    for (int i = 0; i < ITEMS; i++) {
      world.item("item-" + i, scored(50));
    }
    world.list("popular", scored(200)).list("recent", scored(200)).list("segment:0", scored(200));
    for (int i = 0; i < PERSONS; i++) {
      String id = String.format("%064x", i * 0x9E3779B97F4A7C15L);
      world.user(id, person());
      persons.add(RecommendationQuery.forPerson(id));
      sessions.add(persons.get(i).withSessionEvents(events()));
    }
    world.weights("new_items", weights()).weights("in_session", weights()).write(folder);
    snapshot = Snapshot.open(folder);
    UserRecord user = person();
    value = user.encode();
    ScoredItems[] bySource = new ScoredItems[Source.values().length];
    for (Source source : Source.values()) {
      bySource[source.ordinal()] = user.candidates().getOrDefault(source, ScoredItems.NONE);
    }
    bySource[Source.POPULAR.ordinal()] = snapshot.list("popular");
    bySource[Source.RECENT.ordinal()] = snapshot.list("recent");
    bySource[Source.SEGMENT.ordinal()] = snapshot.list("segment:0");
    candidates = new Candidates(bySource);
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

  /** A stored person's bytes to arrays. */
  @Benchmark
  public UserRecord decode() {
    return UserRecord.decode(value);
  }

  /** The read from the store and the decoding. */
  @Benchmark
  public Object read() {
    return Objects.requireNonNull(
        snapshot.user(Objects.requireNonNull(nextOf(persons).personId())));
  }

  /** 900 candidates of six sources into one table. */
  @Benchmark
  public Object blend() {
    return blender.blend(candidates, everySource, room);
  }

  /** A stored person's answer. */
  @Benchmark
  public Recommendation pipeline() {
    return pipeline.recommend(snapshot, nextOf(persons));
  }

  /** A stored person's answer with ten events in the session, of 50 neighbours each. */
  @Benchmark
  public Recommendation pipelineInSession() {
    return pipeline.recommend(snapshot, nextOf(sessions));
  }

  private RecommendationQuery nextOf(List<RecommendationQuery> queries) {
    next = next + 1 == PERSONS ? 0 : next + 1;
    return queries.get(next);
  }

  private static Map<String, Double> weights() {
    return Map.of(
        "als",
        0.6,
        "item_item",
        0.4,
        "own_past",
        0.2,
        "popular",
        0.1,
        "recent",
        0.3,
        "segment",
        0.1,
        "session",
        0.8);
  }

  private UserRecord person() {
    Map<Source, ScoredItems> stored = new EnumMap<>(Source.class);
    for (Source source : STORED) {
      stored.put(source, scored(100));
    }
    int[] seen = random.ints(0, ITEMS).distinct().limit(100).sorted().toArray();
    return new UserRecord(0, seen, new int[] {1, 2}, stored);
  }

  private List<SessionEvent> events() {
    return IntStream.range(0, 10)
        .mapToObj(i -> new SessionEvent("item-" + random.nextInt(ITEMS), "view", null))
        .toList();
  }

  /** Sources agree in part: half of the items come from the most popular tenth. */
  private ScoredItems scored(int size) {
    int[] items =
        random
            .ints(0, ITEMS)
            .map(item -> item % 2 == 0 ? item / 10 : item)
            .distinct()
            .limit(size)
            .toArray();
    return SnapshotFolder.scored(items);
  }
}
