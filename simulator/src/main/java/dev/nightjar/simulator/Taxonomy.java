package dev.nightjar.simulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Departments, categories and niches with their place in taste space. The words come from
 * catalogue.txt, the numbers from the seed.
 */
record Taxonomy(List<String> styles, List<Category> categories, List<Niche> niches) {
  /** Dimensions of taste space. */
  static final int DIMENSIONS = 8;

  private static final double NICHE_SPREAD = 0.9;

  static Taxonomy of(long seed) {
    List<String> styles = new ArrayList<>();
    Map<String, Category> categories = new LinkedHashMap<>();
    List<Niche> niches = new ArrayList<>();
    for (String line : lines()) {
      String[] cells = line.split("\\s*\\|\\s*", -1);
      List<String> words = List.of(cells[cells.length - 1].split("\\s*,\\s*", -1));
      if (cells[0].equals("style")) {
        styles.addAll(words);
      } else {
        Category category =
            categories.computeIfAbsent(
                cells[1], name -> category(seed, categories.size(), cells[0], name));
        niches.add(
            new Niche(niches.size(), category, cells[2], words, center(seed, niches.size())));
      }
    }
    return new Taxonomy(List.copyOf(styles), List.copyOf(categories.values()), List.copyOf(niches));
  }

  private static Category category(long seed, int index, String department, String name) {
    SplittableRandom random = Streams.CATEGORY.of(seed, index, 0);
    double[] lift = new double[Daypart.COUNT];
    for (int i = 0; i < lift.length; i++) {
      lift[i] = StrictMath.exp(0.35 * Dice.gaussian(random));
    }
    double weight = StrictMath.exp(0.5 * Dice.gaussian(random));
    double handheld = StrictMath.exp(0.2 * Dice.gaussian(random));
    return new Category(index, department, name, weight, lift, handheld);
  }

  private static double[] center(long seed, int index) {
    double[] center = Dice.gaussians(Streams.NICHE.of(seed, index, 0), DIMENSIONS);
    for (int i = 0; i < center.length; i++) {
      center[i] *= NICHE_SPREAD;
    }
    return center;
  }

  private static List<String> lines() {
    try (InputStream in = Taxonomy.class.getResourceAsStream("catalogue.txt")) {
      if (in == null) {
        throw new IllegalStateException("catalogue.txt is missing from the simulator's jar");
      }
      return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
