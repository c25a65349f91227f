package dev.nightjar.simulator;

/**
 * Who visits the world, as shares of its people.
 *
 * @param refused people who refuse personalization, always
 * @param guests people who never log in
 * @param laterLogin people who begin as guests and log in some visits later
 * @param bots crawlers, counted on top of the people
 * @param exposures visits that begin with a list of recommendations
 */
public record CrowdShares(
    double refused, double guests, double laterLogin, double bots, double exposures) {

  /** The shares that ship. */
  public static final CrowdShares SHIPPED = new CrowdShares(0.05, 0.08, 0.15, 0.003, 0.25);

  public CrowdShares {
    for (double share : new double[] {refused, guests, laterLogin, bots, exposures}) {
      if (!(share >= 0 && share <= 1)) {
        throw new IllegalArgumentException(
            "a share of the crowd is " + share + "; it must be 0..1");
      }
    }
    if (guests + laterLogin > 1) {
      throw new IllegalArgumentException(
          "guests and later logins are " + (guests + laterLogin) + " of all people; at most 1");
    }
  }
}
