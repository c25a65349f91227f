/** Temporal split, models, segments, evaluation of single models, model registry. */
@NullMarked
package dev.nightjar.training;

import org.jspecify.annotations.NullMarked;
