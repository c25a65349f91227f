package dev.nightjar.export.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Parts of a measurement: persons of a kind, and relevant items of an age. A slice is named {@code
 * kind:value}, such as {@code activity:low}. Static, no state.
 */
final class Slices {
  private Slices() {}

  /**
   * The slices of each of these persons, their activity among them: thirds by their positive
   * interactions before the cut-off. Persons with equally many are in the same third.
   */
  static List<List<String>> ofPersons(List<Profile> persons) {
    double[] events = persons.stream().mapToDouble(Profile::events).sorted().toArray();
    List<List<String>> slices = new ArrayList<>();
    for (Profile person : persons) {
      List<String> own = new ArrayList<>(person.slices());
      own.add("activity:" + third(person.events(), events));
      slices.add(own);
    }
    return slices;
  }

  private static String third(double events, double[] sorted) {
    int last = sorted.length - 1;
    if (events <= sorted[last / 3]) {
      return "low";
    }
    return events <= sorted[2 * last / 3] ? "middle" : "high";
  }

  /**
   * The answers in each slice, by its name. Where items have ages, each answer also stands in the
   * slice of every age of its relevant items, with only those of that age left to be found.
   */
  static Map<String, List<Answers>> of(List<Answers> answers, ItemAges ages) {
    Map<String, List<Answers>> slices = new TreeMap<>();
    for (Answers answer : answers) {
      answer.judged().slices().forEach(slice -> add(slices, slice, answer));
      int[] relevant = answer.judged().relevant();
      Arrays.stream(relevant)
          .mapToObj(ages::of)
          .distinct()
          .filter(age -> !age.isEmpty())
          .forEach(
              age -> {
                int[] some =
                    Arrays.stream(relevant).filter(item -> ages.of(item).equals(age)).toArray();
                add(
                    slices,
                    "item_age:" + age,
                    new Answers(answer.judged().about(some), answer.lists()));
              });
    }
    return slices;
  }

  private static void add(Map<String, List<Answers>> slices, String slice, Answers answer) {
    slices.computeIfAbsent(slice, name -> new ArrayList<>()).add(answer);
  }
}
