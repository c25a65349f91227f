package dev.nightjar.etl.rules;

import static dev.nightjar.etl.rules.IngestRules.require;

import java.io.Serializable;
import java.util.Set;

/**
 * What one event name means.
 *
 * @param event name as sent
 * @param interaction one of {@link #INTERACTIONS}
 * @param strength signed weight of one event; for a rating, of one at the top of the scale
 * @param rating the scale; only read for ratings
 */
public record EventRule(String event, String interaction, double strength, RatingScale rating)
    implements Serializable {

  public static final String EXPOSURE = "exposure";
  public static final String RATING = "rating";

  public static final Set<String> INTERACTIONS =
      Set.of(
          "view", "click", "like", "complete", "purchase", RATING, "dismiss", "return", EXPOSURE);

  private static final Set<String> NEGATIVE = Set.of("dismiss", "return");

  public EventRule {
    require(!event.isBlank(), "an event of the mapping has no name");
    require(
        INTERACTIONS.contains(interaction),
        "interaction = " + interaction + " of \"" + event + "\" must be one of " + INTERACTIONS);
    require(
        Double.isFinite(strength) && Math.abs(strength) <= 1000,
        "strength = " + strength + " of \"" + event + "\" must be from -1000 to 1000");
    require(
        !NEGATIVE.contains(interaction) || strength < 0,
        "strength = " + strength + " of \"" + event + "\" must be negative for " + interaction);
  }

  /** Whether the event tells what was shown instead of what was done. */
  public boolean isExposure() {
    return interaction.equals(EXPOSURE);
  }

  /** Whether the strength follows from the rating sent. */
  public boolean isRating() {
    return interaction.equals(RATING);
  }

  /**
   * The scale of a rating.
   *
   * @param max top of the scale where the event sends none
   * @param positiveFrom share of the scale from which a rating is positive, in (0, 1]
   * @param lowStrength strength of a rating below that, at most 0
   */
  public record RatingScale(double max, double positiveFrom, double lowStrength)
      implements Serializable {

    /** Stands in rules that do not rate. */
    public static final RatingScale NONE = new RatingScale(1, 1, 0);

    public RatingScale {
      require(max > 0 && Double.isFinite(max), "rating_max = " + max + " must be above 0");
      require(
          positiveFrom > 0 && positiveFrom <= 1,
          "positive_from = " + positiveFrom + " must be above 0 and at most 1");
      require(lowStrength <= 0, "low_strength = " + lowStrength + " must be 0 or less");
    }
  }
}
