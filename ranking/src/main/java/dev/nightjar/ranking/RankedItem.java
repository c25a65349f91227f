package dev.nightjar.ranking;

import dev.nightjar.contract.Source;

/**
 * One place of an answer.
 *
 * @param item the item's index in the snapshot
 * @param score the blended score; not comparable between answers
 * @param source the source that contributed most to the score, or that filled the place up
 */
public record RankedItem(int item, float score, Source source) {}
