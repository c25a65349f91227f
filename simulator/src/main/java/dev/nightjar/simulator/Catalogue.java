package dev.nightjar.simulator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Every item that the world ever has, in the order of appearance. Items of the first day come with
 * an age; after it a fixed number appears each day.
 */
record Catalogue(Taxonomy taxonomy, List<Item> items) {
  private static final int ITEMS_PER_NEWCOMER = 200;
  private static final int OLDEST_DAYS = 300;
  private static final double WITHDRAWN_SHARE = 0.06;
  private static final int WITHDRAWN_WITHIN_DAYS = 90;
  private static final double ITEM_SPREAD = 0.8;

  /** Exponent and offset of the head: appeal falls as {@code (rank + offset) ^ -exponent}. */
  private static final double ZIPF_EXPONENT = 0.68;

  private static final double ZIPF_OFFSET = 4;

  static Catalogue of(WorldParams params) {
    Taxonomy taxonomy = Taxonomy.of(params.seed());
    double[] nicheWeights =
        taxonomy.niches().stream().mapToDouble(niche -> niche.category().weight()).toArray();
    int daily = newcomersPerDay(params.items());
    int total = params.items() + daily * (params.days() - 1);
    List<Item> items = new ArrayList<>(total);
    Map<String, Integer> titles = new HashMap<>();
    for (int index = 0; index < total; index++) {
      int day = index < params.items() ? -1 : 1 + (index - params.items()) / daily;
      SplittableRandom random = Streams.ITEM.of(params.seed(), index, 0);
      Niche niche = taxonomy.niches().get(Dice.pick(random, nicheWeights));
      String title = title(random, taxonomy, niche);
      int edition = titles.merge(title, 1, Integer::sum);
      String unique = edition == 1 ? title : title + " No. " + edition;
      items.add(item(random, new Draft(index, day, unique, niche), params.items()));
    }
    return new Catalogue(taxonomy, List.copyOf(items));
  }

  /** How many items appear on each day after the first. */
  static int newcomersPerDay(int items) {
    return Math.max(1, items / ITEMS_PER_NEWCOMER);
  }

  private record Draft(int index, int day, String title, Niche niche) {}

  private static String title(SplittableRandom random, Taxonomy taxonomy, Niche niche) {
    return taxonomy.styles().get(random.nextInt(taxonomy.styles().size()))
        + " "
        + niche.kinds().get(random.nextInt(niche.kinds().size()));
  }

  private static Item item(SplittableRandom random, Draft draft, int ranks) {
    double rank = 1 + random.nextInt(ranks);
    int published = draft.day() < 0 ? -random.nextInt(OLDEST_DAYS) : draft.day();
    int gone =
        Dice.chance(random, WITHDRAWN_SHARE)
            ? Math.max(0, published) + 1 + random.nextInt(WITHDRAWN_WITHIN_DAYS)
            : Integer.MAX_VALUE;
    return new Item(
        draft.index(),
        String.format(Locale.ROOT, "item-%05d", draft.index()),
        draft.title(),
        draft.niche(),
        (int) (100 * StrictMath.exp(2.6 + 0.7 * Dice.gaussian(random))),
        published,
        gone,
        StrictMath.pow(rank + ZIPF_OFFSET, -ZIPF_EXPONENT),
        traits(random, draft.niche()));
  }

  private static double[] traits(SplittableRandom random, Niche niche) {
    double[] traits = Dice.gaussians(random, Taxonomy.DIMENSIONS);
    for (int i = 0; i < traits.length; i++) {
      traits[i] = niche.center()[i] + ITEM_SPREAD * traits[i];
    }
    double length = StrictMath.sqrt(Dice.dot(traits, traits));
    for (int i = 0; i < traits.length; i++) {
      traits[i] /= length;
    }
    return traits;
  }
}
