package dev.nightjar.simulator;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;

/**
 * Lives a world and lands it: events, items and the oracle's lists, as keys and bytes in an order
 * that the parameters decide. Returns the answer sheet.
 */
final class WorldWriter {
  private final World world;
  private final Set<LocalDate> cutoffs;
  private final int oracleItems;

  WorldWriter(World world, Set<LocalDate> cutoffs, int oracleItems) {
    this.world = world;
    this.cutoffs = cutoffs;
    this.oracleItems = oracleItems;
  }

  /**
   * Lands everything.
   *
   * @param progress hears the number of each day as it begins, from 0
   */
  TruthSheet land(BiConsumer<String, byte[]> lake, IntConsumer progress) {
    TruthSheet truth = new TruthSheet(world.params());
    world.live(new Scribe(truth, lake, progress));
    return truth;
  }

  /** Writes down what it hears. */
  private final class Scribe implements World.Observer {
    private final WorldParams params = world.params();
    private final LandingFiles files;
    private final OracleFiles oracle;
    private final Dirt dirt;
    private final VisitLines lines;
    private final ItemFeed feed = new ItemFeed(params, world.catalogue());
    private final Bots bots = new Bots(params, world.catalogue());
    private final IntConsumer progress;
    private final boolean[] met = new boolean[params.users()];
    private int streamOwner = -1;
    private SplittableRandom random = Streams.LINES.of(params.seed(), 0, 0);

    Scribe(TruthSheet truth, BiConsumer<String, byte[]> lake, IntConsumer progress) {
      this.files = new LandingFiles(truth, lake);
      this.oracle = new OracleFiles(world, cutoffs, oracleItems, lake);
      this.dirt = new Dirt(params.dirt(), files::event);
      this.lines = new VisitLines(world.catalogue(), dirt);
      this.progress = progress;
    }

    @Override
    public void morning(int day, Shelf shelf, List<Shopper> shoppers) {
      progress.accept(day);
      streamOwner = -1;
      oracle.morning(date(day), shelf, shoppers);
      files.items(date(day), feed.lines(day, shelf));
    }

    @Override
    public void visited(int day, Visit visit) {
      int person = visit.person().index();
      if (streamOwner != person) {
        streamOwner = person;
        random = Streams.LINES.of(params.seed(), person, day);
      }
      lines.land(random, visit, !met[person]);
      met[person] = true;
    }

    @Override
    public void evening(int day, Shelf shelf) {
      bots.land(day, shelf, dirt);
      files.endOfDay(date(day));
    }

    private LocalDate date(int day) {
      return params.firstDay().plusDays(day);
    }
  }
}
