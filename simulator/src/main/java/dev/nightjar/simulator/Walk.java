package dev.nightjar.simulator;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * One walk through the shop: an intent that holds for some items, a few strays, and what the person
 * does with each item. Changes the shopper's memory. Not thread-safe.
 */
final class Walk {
  private static final double MEAN_MORE_ITEMS = 2.4;
  private static final int MOST_ITEMS = 15;
  private static final double CHANGES_INTENT = 0.10;
  private static final double FOLLOWS_LIST = 0.12;
  private static final double GIVES_BACK = 0.02;
  private static final double SECONDS_BETWEEN_ITEMS = 45;

  private final Choices choices;

  Walk(Choices choices) {
    this.choices = choices;
  }

  /** When, on what, and after being shown what a walk begins. */
  record Setting(long startMillis, Device device, Optional<Visit.Shown> shown) {
    Daypart daypart() {
      return Daypart.ofHour(Instant.ofEpochMilli(startMillis).atOffset(ZoneOffset.UTC).getHour());
    }
  }

  List<Step> steps(SplittableRandom random, Shopper shopper, Shelf shelf, Setting setting) {
    Path path = new Path(random, shopper, shelf, setting);
    int length = Math.min(MOST_ITEMS, 1 + (int) Dice.exponential(random, MEAN_MORE_ITEMS));
    if (Dice.chance(random, GIVES_BACK)) {
      path.giveBack();
    }
    path.followList();
    for (int i = 0; i < length; i++) {
      path.next();
    }
    return path.steps;
  }

  /** The state of one walk. */
  private final class Path {
    private final SplittableRandom random;
    private final Shopper shopper;
    private final Shelf shelf;
    private final Setting setting;
    private final double[] ownNiches;
    private final List<Step> steps = new ArrayList<>();
    private long clock;
    private int intent = -1;
    private int before = -1;

    Path(SplittableRandom random, Shopper shopper, Shelf shelf, Setting setting) {
      this.random = random;
      this.shopper = shopper;
      this.shelf = shelf;
      this.setting = setting;
      this.clock = setting.startMillis();
      this.ownNiches =
          choices.inMoment(
              choices.ownNiches(shopper.taste(), shelf), setting.daypart(), setting.device());
    }

    void giveBack() {
      int item = shopper.givesBack(random);
      if (item >= 0) {
        add(item, Action.RETURN, 0, 0);
      }
    }

    /** People look down the list and may open one item that they lean towards. */
    void followList() {
      if (setting.shown().isEmpty()) {
        return;
      }
      List<Integer> items = setting.shown().get().items();
      for (int place = 0; place < items.size(); place++) {
        int item = items.get(place);
        double eager = FOLLOWS_LIST * 2 * liking(item) / (1 + 0.3 * place);
        if (!shopper.rejected(item) && Dice.chance(random, eager)) {
          add(item, Action.CLICK, place + 1, 0);
          react(item);
          return;
        }
      }
    }

    void next() {
      int item;
      if (intent < 0 || Dice.chance(random, CHANGES_INTENT)) {
        before = -1;
        item = openIntent();
      } else {
        item = wander();
      }
      if (item < 0 || item == before || shopper.rejected(item)) {
        return;
      }
      before = item;
      clock += 5_000 + (long) (1000 * Dice.exponential(random, SECONDS_BETWEEN_ITEMS));
      add(item, Action.VIEW, 0, 0);
      react(item);
    }

    /** Finds an intent and the first item looked at under it. */
    private int openIntent() {
      double draw = random.nextDouble();
      List<Integer> seen = shopper.seenOn(shelf);
      if (draw < Choices.RETURNS_TO_SEEN && !seen.isEmpty()) {
        int item = seen.get(Dice.pick(random, Shopper.recencyWeights(seen.size())));
        intent = choices.item(item).niche().index();
        return item;
      }
      boolean talk = draw < Choices.RETURNS_TO_SEEN + Choices.FOLLOWS_TALK;
      intent = Dice.pick(random, talk ? shelf.heat() : ownNiches);
      return intent < 0 ? -1 : inNiche(intent);
    }

    private int wander() {
      double draw = random.nextDouble();
      if (draw < Choices.WANDERS_ANYWHERE) {
        int[] on = shelf.all();
        return on[Dice.pick(random, shelf.attentions(on))];
      }
      if (draw < Choices.WANDERS_ANYWHERE + Choices.WANDERS_IN_CATEGORY) {
        Category category = choices.niches().get(intent).category();
        double[] weights = ownNiches.clone();
        for (Niche niche : choices.niches()) {
          if (niche.category() != category) {
            weights[niche.index()] = 0;
          }
        }
        int niche = Dice.pick(random, weights);
        return niche < 0 ? -1 : inNiche(niche);
      }
      return inNiche(intent);
    }

    private int inNiche(int niche) {
      double[] weights = choices.itemsOf(niche, shopper.taste(), shelf);
      int[] on = shelf.niche(niche);
      int at = Dice.pick(random, before < 0 ? weights : choices.after(before, on, weights));
      return at < 0 ? -1 : on[at];
    }

    private double liking(int item) {
      double lean = shopper.taste().leaning(choices.item(item).traits());
      return 1 / (1 + StrictMath.exp(-lean));
    }

    private void react(int item) {
      double liking = liking(item);
      shopper.sees(item);
      if (Dice.chance(random, 0.35)) {
        add(item, Action.CLICK, 0, 0);
      }
      if (Dice.chance(random, 0.12 * liking)) {
        add(item, Action.LIKE, 0, 0);
      }
      if (Dice.chance(random, 0.03)) {
        add(item, Action.COMPLETE, 0, 0);
      }
      if (Dice.chance(random, 0.12 * liking)) {
        add(item, Action.PURCHASE, 0, 0);
        shopper.buys(item);
        if (Dice.chance(random, 0.25)) {
          int stars = (int) StrictMath.round(1.8 + 2.6 * liking + 0.7 * Dice.gaussian(random));
          add(item, Action.RATE, 0, Math.max(1, Math.min(5, stars)));
        }
      } else if (Dice.chance(random, 0.04 * (1 - liking))) {
        add(item, Action.DISMISS, 0, 0);
        shopper.rejects(item);
      }
    }

    private void add(int item, Action action, int position, int detail) {
      steps.add(new Step(item, action, intent, clock, position, detail));
      clock += 1_000 + random.nextInt(6_000);
    }
  }
}
