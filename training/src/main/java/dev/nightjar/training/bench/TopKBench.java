package dev.nightjar.training.bench;

import dev.nightjar.etl.SparkSessions;
import dev.nightjar.etl.bench.BenchReport;
import dev.nightjar.etl.bench.Machine;
import dev.nightjar.settings.CommandLine;
import dev.nightjar.settings.LakeSettings;
import dev.nightjar.settings.Progress;
import dev.nightjar.training.scoring.ItemFactors;
import dev.nightjar.training.scoring.Ranked;
import dev.nightjar.training.scoring.TopK;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.collection.Seq;

/**
 * {@code nightjar bench top-k}: the best items of all persons by made-up factors, as the night
 * scores them, beside {@code ALSModel.recommendForAllUsers} of MLlib on the same factors, in one
 * session and in turns first. A ratio is the median of the rounds' ratios. Both results are
 * compared: they may differ where scores do in their last digits only.
 */
public final class TopKBench {

  public static final String NAME = "bench-top-k";

  private static final StructType FACTORS =
      new StructType()
          .add("id", DataTypes.IntegerType, false)
          .add("features", DataTypes.createArrayType(DataTypes.FloatType, false), false);
  private static final StructType LISTS =
      new StructType()
          .add("id", DataTypes.IntegerType, false)
          .add("items", DataTypes.createArrayType(DataTypes.IntegerType, false), false)
          .add("scores", DataTypes.createArrayType(DataTypes.FloatType, false), false);

  /** What a score may be off by, as a share of the largest. */
  private static final float LAST_DIGITS = 1e-5f;

  private static final int COMPARED = 200;

  private final SparkSession spark;
  private final Size size;
  private final Progress progress = new Progress();
  private final Dataset<Row> persons;
  private final Dataset<Row> items;

  /** What is scored. */
  private record Size(int persons, int items, int rank, int k) {}

  private TopKBench(SparkSession spark, Size size) {
    this.spark = spark;
    this.size = size;
    persons = madeUp(size.persons(), 1);
    items = madeUp(size.items(), 2);
  }

  /** Runs and prints. */
  public static void run(String[] args) {
    CommandLine line =
        CommandLine.parse(args, Set.of("persons", "items", "rank", "k", "rounds"), Set.of());
    Size size =
        new Size(
            line.integer("persons", 100, 10_000_000).orElse(30_000),
            line.integer("items", 100, 1_000_000).orElse(40_000),
            line.integer("rank", 1, 1000).orElse(64),
            line.integer("k", 1, 1000).orElse(100));
    int rounds = line.integer("rounds", 1, 20).orElse(2);
    Path folder = line.home().toAbsolutePath().normalize().resolve(NAME);
    try (SparkSession spark = SparkSessions.open(LakeSettings.directory(folder), NAME)) {
      BenchReport report = new TopKBench(spark, size).compare(rounds);
      System.out.println(line.has("json") ? report.json() : report.table());
    } catch (IOException e) {
      throw new UncheckedIOException("the session of the benchmark did not close", e);
    }
  }

  private BenchReport compare(int rounds) {
    ALSModel model =
        new ALSModel("als", size.rank(), persons, items).setUserCol("user").setItemCol("item");
    Supplier<Dataset<Row>> library = () -> model.recommendForAllUsers(size.k());
    List<Double> theirs = new ArrayList<>();
    List<Double> ours = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      if (round % 2 == 0) {
        theirs.add(seconds("MLlib", library));
      }
      ours.add(seconds("in blocks", this::inBlocks));
      if (round % 2 == 1) {
        theirs.add(seconds("MLlib", library));
      }
      ratios.add(theirs.get(round) / ours.get(round));
    }
    return new BenchReport(Machine.describe(spark))
        .row("persons", size.persons(), "persons")
        .row("items", size.items(), "items")
        .row("factors", size.rank(), "numbers")
        .row("lists that agree", agreeing(library.get()), "of " + COMPARED)
        .row("MLlib recommendForAllUsers", BenchReport.median(theirs), "s")
        .row("in blocks", BenchReport.median(ours), "s")
        .ratio("MLlib / in blocks", BenchReport.median(ratios));
  }

  private Dataset<Row> madeUp(int rows, long seed) {
    List<Row> made = new ArrayList<>(rows);
    Random random = new Random(seed);
    for (int i = 0; i < rows; i++) {
      Float[] factors = new Float[size.rank()];
      Arrays.setAll(factors, f -> (float) random.nextGaussian());
      made.add(RowFactory.create(i, factors));
    }
    Dataset<Row> kept = spark.createDataFrame(made, FACTORS).repartition(4).cache();
    kept.count();
    return kept;
  }

  private double seconds(String name, Supplier<Dataset<Row>> lists) {
    System.gc();
    long start = System.nanoTime();
    lists.get().write().format("noop").mode("overwrite").save();
    double seconds = (System.nanoTime() - start) / 1e9;
    progress.say(String.format(java.util.Locale.ROOT, "%s took %.2f s", name, seconds));
    return seconds;
  }

  private Dataset<Row> inBlocks() {
    List<Row> rows = items.sort("id").collectAsList();
    String[] ids = new String[rows.size()];
    float[] factors = new float[ids.length * size.rank()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = String.format(java.util.Locale.ROOT, "%09d", i);
      System.arraycopy(numbers(rows.get(i)), 0, factors, i * size.rank(), size.rank());
    }
    Broadcast<ItemFactors> all =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .broadcast(new ItemFactors(ids, factors, size.rank()));
    int k = size.k();
    return persons.mapPartitions(
        (MapPartitionsFunction<Row, Row>) some -> new Blocks(some, all.value(), k),
        Encoders.row(LISTS));
  }

  /** Lists of which every score is within the last digits of the other's at the same rank. */
  private int agreeing(Dataset<Row> library) {
    java.util.Map<Integer, float[]> theirs = new java.util.HashMap<>();
    for (Row row : library.where("user < " + COMPARED).collectAsList()) {
      List<Row> list = row.getList(1);
      float[] scores = new float[list.size()];
      for (int i = 0; i < scores.length; i++) {
        scores[i] = list.get(i).getFloat(1);
      }
      theirs.put(row.getInt(0), scores);
    }
    int agreeing = 0;
    for (Row row : inBlocks().where("id < " + COMPARED).collectAsList()) {
      float[] other = theirs.getOrDefault(row.getInt(0), new float[0]);
      Seq<Float> own = row.getSeq(2);
      boolean equal = own.length() == other.length;
      for (int i = 0; equal && i < other.length; i++) {
        equal = Math.abs(own.apply(i) - other[i]) <= LAST_DIGITS * Math.abs(other[0]);
      }
      agreeing += equal ? 1 : 0;
    }
    return agreeing;
  }

  private static float[] numbers(Row row) {
    Seq<Float> values = row.getSeq(1);
    float[] numbers = new float[values.length()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = values.apply(i);
    }
    return numbers;
  }

  /** Lists of one task's persons, a block of them at a time. */
  private static final class Blocks implements Iterator<Row> {
    private final Iterator<Row> persons;
    private final ItemFactors items;
    private final TopK[] best = new TopK[ItemFactors.BLOCK];
    private final int[] ids = new int[ItemFactors.BLOCK];
    private int size;
    private int next;

    Blocks(Iterator<Row> persons, ItemFactors items, int k) {
      this.persons = persons;
      this.items = items;
      Arrays.setAll(best, i -> new TopK(k));
    }

    @Override
    public boolean hasNext() {
      return next < size || persons.hasNext();
    }

    @Override
    public Row next() {
      if (next == size) {
        score();
      }
      Ranked list = best[next].drain();
      return RowFactory.create(ids[next++], list.items(), list.scores());
    }

    private void score() {
      float[][] block = new float[ItemFactors.BLOCK][];
      for (size = 0; size < block.length && persons.hasNext(); size++) {
        Row person = persons.next();
        ids[size] = person.getInt(0);
        block[size] = numbers(person);
        best[size].reset(ids[size]);
      }
      next = 0;
      items.scoreAll(block, size, this::offer);
    }

    private void offer(int person, int from, int to, float[] scores) {
      TopK list = best[person];
      for (int i = from; i < to; i++) {
        float score = scores[i - from];
        if (score >= list.least()) {
          list.offer(i, score);
        }
      }
    }
  }
}
