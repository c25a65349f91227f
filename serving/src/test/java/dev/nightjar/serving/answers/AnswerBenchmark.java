package dev.nightjar.serving.answers;

import dev.nightjar.contract.Pseudonymizer;
import dev.nightjar.ranking.RankingParams;
import dev.nightjar.ranking.Recommendation;
import dev.nightjar.ranking.RecommendationPipeline;
import dev.nightjar.ranking.RecommendationQuery;
import dev.nightjar.ranking.RequestContext;
import dev.nightjar.ranking.SessionEvent;
import dev.nightjar.ranking.Surface;
import dev.nightjar.ranking.Variety;
import dev.nightjar.ranking.filter.ItemFilter;
import dev.nightjar.ranking.store.Snapshot;
import dev.nightjar.serving.bench.SampleSnapshot;
import dev.nightjar.serving.recording.Asker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
 * What the parts of an answer cost in time and allocation, without HTTP: the world of {@code bench
 * serving}, 2,000 persons and items, 200 candidates of each stored source, trees of the shipped
 * size, 20 items wanted, a different person each time.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 3)
@Measurement(iterations = 5, time = 2)
@Fork(
    value = 1,
    jvmArgs = {"-Xmx256m", "-XX:+UseSerialGC"})
@SuppressWarnings("NullAway.Init")
public class AnswerBenchmark {
  private static final int SIZE = 2_000;
  private static final byte[] SECRET =
      "only-for-benchmarks-and-no-secret".getBytes(StandardCharsets.UTF_8);

  private final RecommendationPipeline pipeline =
      RecommendationPipeline.standard(RankingParams.defaults());
  private final AnswerWriter writer = new AnswerWriter();
  private final RecommendationRequest request = request();
  private final List<RecommendationQuery> persons = new ArrayList<>();
  private final List<RecommendationQuery> sessions = new ArrayList<>();
  private final List<Recommendation> answers = new ArrayList<>();
  private Path folder;
  private Snapshot snapshot;
  private int next;

  /** Runs all benchmarks, or those whose name matches the first argument. */
  public static void main(String[] args) throws RunnerException {
    String include = args.length > 0 ? args[0] : AnswerBenchmark.class.getSimpleName();
    new Runner(new OptionsBuilder().include(include).addProfiler(GCProfiler.class).build()).run();
  }

  /** Writes and opens the snapshot. */
  @Setup(Level.Trial)
  public void open() throws IOException {
    folder = Files.createTempDirectory("nightjar-answer-benchmark");
    new SampleSnapshot("bench", SIZE, SIZE, 1).write(folder, SECRET);
    snapshot = Snapshot.open(folder);
    Pseudonymizer pseudonymizer = new Pseudonymizer(SECRET);
    for (int i = 0; i < SIZE; i++) {
      String person = pseudonymizer.pseudonym(SampleSnapshot.userId(i));
      RecommendationQuery query = RecommendationQuery.forPerson(person);
      persons.add(query);
      sessions.add(query.withSessionEvents(events(i)));
      answers.add(pipeline.recommend(snapshot, query));
    }
  }

  /** Removes the snapshot. */
  @TearDown(Level.Trial)
  public void close() throws IOException {
    snapshot.close();
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /** The order that the night stored: read, checked against what was seen, cut to 20. */
  @Benchmark
  public Recommendation stored() {
    return pipeline.recommend(snapshot, nextOf(persons));
  }

  /** After five events: live sources, blend, features and trees. */
  @Benchmark
  public Recommendation rank() {
    return pipeline.recommend(snapshot, nextOf(sessions));
  }

  /** An answer to JSON. */
  @Benchmark
  public byte[] encode() {
    return writer.recommendation(snapshot, nextOf(answers), request, Told.NOTHING, 0).toBytes();
  }

  private <T> T nextOf(List<T> all) {
    next = next + 1 == SIZE ? 0 : next + 1;
    return all.get(next);
  }

  private static List<SessionEvent> events(int user) {
    return IntStream.range(0, 5)
        .mapToObj(event -> SampleSnapshot.itemId((user * 31 + event * 17) % 1_000))
        .map(item -> new SessionEvent(item, "view", null))
        .toList();
  }

  private static RecommendationRequest request() {
    return new RecommendationRequest(
        new Asker(SampleSnapshot.userId(0), null, null, Asker.Consent.UNSAID),
        null,
        null,
        RecommendationRequest.DEFAULT_ITEMS,
        new RecommendationRequest.Filters(false, List.of(), List.of(), ItemFilter.NONE),
        RequestContext.NONE,
        new RecommendationRequest.Options(
            false, false, false, Variety.NONE, Surface.STANDARD, List.of(), null, null));
  }
}
