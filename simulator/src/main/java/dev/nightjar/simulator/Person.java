package dev.nightjar.simulator;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * One person of the world: ids, habits and consent, all fixed for good. What changes from day to
 * day is in {@link Shopper}.
 *
 * @param joinDay the world's day of the first visit
 * @param visitsPerDay mean number of visits on an average day
 * @param daypartWeights when the visits begin
 */
record Person(
    int index,
    String userId,
    String anonymousId,
    Membership membership,
    boolean refused,
    int joinDay,
    double visitsPerDay,
    double[] daypartWeights,
    Device device,
    Place place) {

  /** How a person relates to having an account. */
  enum Membership {
    MEMBER,
    LATER_LOGIN,
    GUEST
  }

  /** Where a person lives. */
  record Place(String country, String locale, String timezone) {}

  private static final List<Place> PLACES =
      List.of(
          new Place("GB", "en-GB", "Europe/London"),
          new Place("GB", "en-GB", "Europe/London"),
          new Place("GB", "en-GB", "Europe/London"),
          new Place("DE", "de-DE", "Europe/Berlin"),
          new Place("FR", "fr-FR", "Europe/Paris"),
          new Place("ES", "es-ES", "Europe/Madrid"),
          new Place("NL", "nl-NL", "Europe/Amsterdam"));

  private static final double THERE_FROM_THE_START = 0.75;
  private static final double MEAN_DAYS_TO_JOIN = 20;
  private static final double TYPICAL_VISITS_PER_DAY = 0.25;
  private static final double ACTIVITY_SPREAD = 0.9;
  private static final double[] DAYPARTS = {0.06, 0.22, 0.32, 0.40};

  static Person of(WorldParams params, int index) {
    SplittableRandom random = Streams.PERSON.of(params.seed(), index, 0);
    CrowdShares crowd = params.crowd();
    double membership = random.nextDouble();
    boolean early = Dice.chance(random, THERE_FROM_THE_START);
    int join = early ? 0 : 1 + (int) Dice.exponential(random, MEAN_DAYS_TO_JOIN);
    double[] dayparts = DAYPARTS.clone();
    for (int i = 0; i < dayparts.length; i++) {
      dayparts[i] *= StrictMath.exp(0.6 * Dice.gaussian(random));
    }
    return new Person(
        index,
        String.format(Locale.ROOT, "user-%05d", index),
        Dice.uuid(random),
        membership(membership, crowd),
        Dice.chance(random, crowd.refused()),
        join,
        TYPICAL_VISITS_PER_DAY * StrictMath.exp(ACTIVITY_SPREAD * Dice.gaussian(random)),
        dayparts,
        Device.values()[Dice.pick(random, new double[] {0.55, 0.35, 0.10})],
        PLACES.get(random.nextInt(PLACES.size())));
  }

  private static Membership membership(double draw, CrowdShares crowd) {
    if (draw < crowd.guests()) {
      return Membership.GUEST;
    }
    return draw < crowd.guests() + crowd.laterLogin() ? Membership.LATER_LOGIN : Membership.MEMBER;
  }

  /** The ids under which this person may appear in the log. */
  List<String> ids() {
    return switch (membership) {
      case MEMBER -> List.of(userId);
      case LATER_LOGIN -> List.of(userId, anonymousId);
      case GUEST -> List.of(anonymousId);
    };
  }
}
