package dev.nightjar.export.report;

import dev.nightjar.contract.SnapshotManifest;
import dev.nightjar.contract.Source;
import dev.nightjar.export.report.Content.Role;
import dev.nightjar.training.tables.ModelMetrics;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;

/**
 * The numbers of a night, looked up by what they are about, and who is who among the recommenders.
 * Immutable.
 */
final class Figures {
  static final String NDCG = "ndcg";

  private static final List<String> POLICIES =
      List.of(
          SnapshotManifest.NEW_ITEMS,
          SnapshotManifest.ALL_ITEMS,
          ModelMetrics.NEXT_CLICK,
          ModelMetrics.FIRST_SESSION);
  private static final int USUAL_K = 20;

  private final List<Measured> all;
  private final Map<Key, Measured> byKey = new HashMap<>();
  private final int k;

  Figures(List<Measured> all) {
    this.all = all;
    all.forEach(
        each ->
            byKey.put(
                new Key(each.recommender(), each.policy(), each.slice(), each.metric(), each.k()),
                each));
    k =
        all.stream()
            .filter(each -> each.metric().equals(ModelMetrics.GAIN))
            .mapToInt(Measured::k)
            .findFirst()
            .orElse(USUAL_K);
  }

  private record Key(String recommender, String policy, String slice, String metric, int k) {}

  /** The length of list that everything is compared at. */
  int k() {
    return k;
  }

  /** Policies that something was measured under. */
  List<String> policies() {
    return POLICIES.stream().filter(policy -> !recommenders(policy).isEmpty()).toList();
  }

  /** Recommenders measured under a policy, best first. */
  List<String> recommenders(String policy) {
    return all.stream()
        .filter(each -> each.policy().equals(policy) && each.slice().equals(ModelMetrics.ALL))
        .filter(each -> each.metric().equals(NDCG) && each.k() == k)
        .sorted(
            Comparator.comparingDouble(Measured::value)
                .reversed()
                .thenComparing(Measured::recommender))
        .map(Measured::recommender)
        .toList();
  }

  /** Lengths of list that accuracy was measured at, ascending. */
  List<Integer> lengths() {
    TreeSet<Integer> lengths = new TreeSet<>();
    all.stream().filter(each -> each.metric().equals(NDCG)).forEach(each -> lengths.add(each.k()));
    return List.copyOf(lengths);
  }

  /** Slices of a policy but for everybody, in the order of their names. */
  List<String> slices(String policy) {
    return all.stream()
        .filter(each -> each.policy().equals(policy) && !each.slice().equals(ModelMetrics.ALL))
        .map(Measured::slice)
        .distinct()
        .sorted(Comparator.comparing(Figures::inOrder))
        .toList();
  }

  /** Numbers in a name are compared as numbers, and low comes before middle before high. */
  private static String inOrder(String slice) {
    String value = slice.substring(slice.indexOf(':') + 1);
    String kind = slice.substring(0, slice.length() - value.length());
    if (value.chars().allMatch(Character::isDigit) && value.length() < 9) {
      return kind + "0".repeat(9 - value.length()) + value;
    }
    return kind
        + Math.max(0, List.of("low", "middle", "high", "below_7_days").indexOf(value))
        + value;
  }

  /** A number about everybody at {@link #k}. */
  OptionalDouble value(String recommender, String policy, String metric) {
    return value(recommender, policy, ModelMetrics.ALL, metric, k);
  }

  OptionalDouble value(String recommender, String policy, String slice, String metric, int at) {
    Measured found = byKey.get(new Key(recommender, policy, slice, metric, at));
    return found == null ? OptionalDouble.empty() : OptionalDouble.of(found.value());
  }

  /** Persons behind a slice. */
  long persons(String policy, String slice) {
    return all.stream()
        .filter(each -> each.policy().equals(policy) && each.slice().equals(slice))
        .mapToLong(Measured::persons)
        .max()
        .orElse(0);
  }

  /** What is served under a policy. */
  static String served(String policy) {
    return policy.equals(ModelMetrics.NEXT_CLICK) || policy.equals(ModelMetrics.FIRST_SESSION)
        ? "session_blend"
        : "blend";
  }

  /** The best source alone. */
  Optional<String> bestPart(String policy) {
    return recommenders(policy).stream().filter(name -> Source.ofId(name).isPresent()).findFirst();
  }

  /** What a recommender is under a policy. */
  Role role(String recommender, String policy) {
    if (recommender.equals(served(policy))) {
      return Role.SERVED;
    }
    if (bestPart(policy).filter(recommender::equals).isPresent()) {
      return Role.BEST_PART;
    }
    return switch (recommender) {
      case "oracle" -> Role.BOUND;
      case "random", "popular" -> Role.BASELINE;
      default -> Role.PART;
    };
  }

  /** A number as a cell shows it, a dash where there is none. */
  static String cell(OptionalDouble value) {
    return value.isEmpty() ? "–" : String.format(Locale.ROOT, "%.4f", value.getAsDouble());
  }

  /** A policy in words. */
  static String words(String policy) {
    return switch (policy) {
      case SnapshotManifest.NEW_ITEMS -> "New items";
      case SnapshotManifest.ALL_ITEMS -> "All items";
      case SnapshotManifest.IN_SESSION -> "In a session";
      case ModelMetrics.NEXT_CLICK -> "Next click in a session";
      case ModelMetrics.FIRST_SESSION -> "New people after three clicks";
      default -> policy;
    };
  }

  /** Those who were asked under a policy. */
  static String asked(String policy) {
    return policy.equals(ModelMetrics.NEXT_CLICK) ? "sessions" : "persons";
  }
}
