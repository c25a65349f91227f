package dev.nightjar.simulator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Lives a world and keeps its visits, and the oracle's lists as of one day. */
final class RecordedWorld implements World.Observer {
  final World world;
  final int cutoffDay;
  final List<Visit> before = new ArrayList<>();
  final List<Visit> after = new ArrayList<>();
  final Map<Integer, List<Integer>> oracle = new HashMap<>();

  RecordedWorld(WorldParams params, int cutoffDay) {
    this.world = new World(params);
    this.cutoffDay = cutoffDay;
    world.live(this);
  }

  @Override
  public void morning(int day, Shelf shelf, List<Shopper> shoppers) {
    if (day == cutoffDay) {
      Oracle all = world.oracle();
      shoppers.forEach(s -> oracle.put(s.person().index(), all.best(s, shelf, 200)));
    }
  }

  @Override
  public void visited(int day, Visit visit) {
    (day < cutoffDay ? before : after).add(visit);
  }

  static Map<Integer, Set<Integer>> itemsByPerson(List<Visit> visits) {
    Map<Integer, Set<Integer>> items = new HashMap<>();
    for (Visit visit : visits) {
      Set<Integer> own =
          items.computeIfAbsent(visit.person().index(), person -> new LinkedHashSet<>());
      visit.steps().stream().filter(s -> s.action().positive()).forEach(s -> own.add(s.item()));
    }
    return items;
  }

  List<Visit> all() {
    List<Visit> all = new ArrayList<>(before);
    all.addAll(after);
    return all;
  }
}
