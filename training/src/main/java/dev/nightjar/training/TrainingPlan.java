package dev.nightjar.training;

import dev.nightjar.settings.Section;
import dev.nightjar.settings.Settings;

/**
 * Everything that a night's training is told, sections {@code split} and {@code training}.
 *
 * @param split the temporal split
 * @param preferences how interactions become preferences
 * @param als factorisation
 * @param alsSearch when better parameters of it are looked for
 * @param neighbors item-item similarity
 * @param transitions what comes after an item
 * @param content what texts are alike
 * @param popularity popular lists
 * @param context what is in demand by moment and place
 * @param segments segments of persons
 * @param evaluation how models are measured
 * @param partitions tasks a step; part of the results' last bits
 * @param maxItems items at most that fit a driver as flat arrays
 */
public record TrainingPlan(
    SplitRules split,
    PreferenceRules preferences,
    AlsParams als,
    AlsSearchParams alsSearch,
    NeighborParams neighbors,
    TransitionParams transitions,
    ContentParams content,
    PopularityParams popularity,
    ContextParams context,
    SegmentParams segments,
    EvaluationRules evaluation,
    int partitions,
    int maxItems) {
  /** Reads both sections. */
  public static TrainingPlan load(Settings settings) {
    Section training = settings.section("training");
    return new TrainingPlan(
        SplitRules.load(settings),
        PreferenceRules.load(settings),
        AlsParams.load(settings),
        AlsSearchParams.load(settings),
        NeighborParams.load(settings),
        TransitionParams.load(settings),
        ContentParams.load(settings),
        PopularityParams.load(settings),
        ContextParams.load(settings),
        SegmentParams.load(settings),
        EvaluationRules.load(settings),
        training.integer("partitions", 1, 10_000),
        training.integer("max_items", 1, 50_000_000));
  }

  /** The same with other parameters of ALS. */
  TrainingPlan with(AlsParams other) {
    return new TrainingPlan(
        split,
        preferences,
        other,
        alsSearch,
        neighbors,
        transitions,
        content,
        popularity,
        context,
        segments,
        evaluation,
        partitions,
        maxItems);
  }
}
