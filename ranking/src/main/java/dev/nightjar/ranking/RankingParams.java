package dev.nightjar.ranking;

import dev.nightjar.contract.Sha256;
import dev.nightjar.contract.Source;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What the pipeline can be told; the defaults are those of section {@code ranking} of the shipped
 * settings.
 *
 * @param sessionHalfLifeEvents after how many newer events an event of the session counts half
 * @param sessionMaxEvents how many of the newest events of a session are looked at
 * @param sessionCandidates the most candidates that a session gives
 * @param knn how past sessions like the current one are found
 * @param listCandidates how many items of a popular list enter the blend
 * @param rankedCandidates how many of the best candidates by the blend the learned ranker orders
 * @param explore share of an answer's places that go to newcomers, 0 to 0.5
 * @param newItems weights of the blend when seen items are left out and the snapshot has none
 * @param allItems weights when seen items may come again and the snapshot has none
 * @param inSession weights when there are session events and the snapshot has none
 * @param off sources that are never asked, whatever weight a snapshot gives them
 */
public record RankingParams(
    double sessionHalfLifeEvents,
    int sessionMaxEvents,
    int sessionCandidates,
    Knn knn,
    int listCandidates,
    int rankedCandidates,
    double explore,
    BlendWeights newItems,
    BlendWeights allItems,
    BlendWeights inSession,
    Set<Source> off) {
  /** The largest share of an answer's places that newcomers may have. */
  static final double MOST_EXPLORED = 0.5;

  private static final int DIGEST_CHARACTERS = 16;

  /**
   * How past sessions like the current one are found.
   *
   * @param sessionsAnItem how many of the newest sessions with an item are looked at
   * @param neighbors how many of the sessions most alike vote
   * @param halfLifeDays after how many days a session says half
   */
  public record Knn(int sessionsAnItem, int neighbors, double halfLifeDays) {
    /** Checks the ranges. */
    public Knn {
      check("sessionsAnItem", sessionsAnItem, 1, 100_000);
      check("neighbors", neighbors, 1, 10_000);
      if (!(halfLifeDays > 0)) {
        throw new IllegalArgumentException(
            "halfLifeDays is " + halfLifeDays + "; it must be more than 0");
      }
    }
  }

  public RankingParams {
    // In the sources' order, in which every program prints them: the digest hangs on it.
    Set<Source> inOrder = EnumSet.noneOf(Source.class);
    inOrder.addAll(off);
    off = Collections.unmodifiableSet(inOrder);
    if (!(sessionHalfLifeEvents > 0) || Double.isInfinite(sessionHalfLifeEvents)) {
      throw new IllegalArgumentException(
          "sessionHalfLifeEvents is " + sessionHalfLifeEvents + "; it must be more than 0");
    }
    check("sessionMaxEvents", sessionMaxEvents, 1, 1_000);
    check("sessionCandidates", sessionCandidates, 1, 10_000);
    check("listCandidates", listCandidates, 1, 10_000);
    check("rankedCandidates", rankedCandidates, 1, 100_000);
    if (!(explore >= 0 && explore <= MOST_EXPLORED)) {
      throw new IllegalArgumentException(
          "explore is " + explore + "; it must be 0 to " + MOST_EXPLORED);
    }
  }

  /** The shipped settings. */
  public static RankingParams defaults() {
    return new RankingParams(
        3,
        20,
        200,
        new Knn(500, 100, 30),
        200,
        150,
        0.02,
        newItemsWeights(),
        allItemsWeights(),
        inSessionWeights(),
        Set.of());
  }

  private static BlendWeights newItemsWeights() {
    Map<String, Double> personal =
        Map.of("als", 1.0, "item_item", 1.0, "transitions", 0.3, "content", 0.2);
    return weights(personal, Map.of("segment", 0.1, "recent", 0.3, "popular", 0.1));
  }

  private static BlendWeights allItemsWeights() {
    Map<String, Double> personal =
        Map.of("own_past", 1.0, "als", 0.5, "item_item", 0.5, "transitions", 0.2, "content", 0.1);
    return weights(personal, Map.of("segment", 0.05, "recent", 0.2, "popular", 0.05));
  }

  private static BlendWeights inSessionWeights() {
    Map<String, Double> personal =
        Map.of(
            "session", 1.0,
            "session_knn", 1.0,
            "session_next", 0.5,
            "fold_in", 0.3,
            "als", 0.5,
            "item_item", 0.5,
            "transitions", 0.2,
            "content", 0.1);
    return weights(personal, Map.of("segment", 0.1, "recent", 0.2, "popular", 0.1));
  }

  /** What an event of the session weighs by its place from the newest on. */
  float[] sessionDecay() {
    float[] decay = new float[sessionMaxEvents];
    for (int i = 0; i < decay.length; i++) {
      decay[i] = (float) Math.pow(0.5, i / sessionHalfLifeEvents);
    }
    return decay;
  }

  private static BlendWeights weights(Map<String, Double> personal, Map<String, Double> popular) {
    Map<String, Double> bySource = new HashMap<>(personal);
    bySource.putAll(popular);
    bySource.put(BlendWeights.CONTEXT, 0.5);
    return BlendWeights.of(bySource);
  }

  /**
   * Reads the section {@code ranking} of the settings. The server and the nightly replay both come
   * through here, so that what is measured is what is served.
   *
   * @param settings answers a dotted key of that section, and refuses a value out of the given
   *     range
   */
  public static RankingParams read(Numbers settings) {
    return new RankingParams(
        settings.number("session.half_life_events", 1e-3, 1e6),
        (int) settings.number("session.max_events", 1, 1_000),
        (int) settings.number("session.candidates", 1, 10_000),
        new Knn(
            (int) settings.number("session.knn.sessions_an_item", 1, 100_000),
            (int) settings.number("session.knn.neighbors", 1, 10_000),
            settings.number("session.knn.half_life_days", 1e-3, 1e6)),
        (int) settings.number("list_candidates", 1, 10_000),
        (int) settings.number("ranked_candidates", 1, 100_000),
        settings.number("explore", 0, MOST_EXPLORED),
        weights(settings, "new_items"),
        weights(settings, "all_items"),
        weights(settings, "in_session"),
        off(settings));
  }

  /**
   * Tells whether two programs rank by the same settings: the first digits of a hash of all of
   * them.
   */
  public String digest() {
    return Sha256.hex(toString().getBytes(StandardCharsets.UTF_8)).substring(0, DIGEST_CHARACTERS);
  }

  private static Set<Source> off(Numbers settings) {
    Set<Source> off = EnumSet.noneOf(Source.class);
    for (Source source : Source.values()) {
      if (settings.number("sources." + source.id(), 0, 1) == 0) {
        off.add(source);
      }
    }
    return off;
  }

  /** A number of the settings by its key, within a range. */
  @FunctionalInterface
  public interface Numbers {
    double number(String key, double min, double max);
  }

  private static BlendWeights weights(Numbers settings, String policy) {
    Map<String, Double> bySource = new HashMap<>();
    for (Source source : Source.values()) {
      String key = "weights." + policy + "." + source.id();
      bySource.put(source.id(), settings.number(key, 0, 1e6));
    }
    String context = "weights." + policy + "." + BlendWeights.CONTEXT;
    bySource.put(BlendWeights.CONTEXT, settings.number(context, 0, 10));
    return BlendWeights.of(bySource);
  }

  private static void check(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          name + " is " + value + "; it must be " + min + " to " + max);
    }
  }
}
