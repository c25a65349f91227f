package dev.nightjar.simulator;

import java.util.List;

/**
 * The smallest group of items that a person looks through in one go, below a category.
 *
 * @param center the direction in taste space that the niche's items scatter around
 */
record Niche(int index, Category category, String name, List<String> kinds, double[] center) {}
