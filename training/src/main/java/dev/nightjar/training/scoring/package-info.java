/**
 * Pure, broadcast-friendly scoring over flat arrays: what the evaluation and the export both use.
 */
@NullMarked
package dev.nightjar.training.scoring;

import org.jspecify.annotations.NullMarked;
