/** Measurements of training beside the library's own way, for anyone to repeat. */
@NullMarked
package dev.nightjar.training.bench;

import org.jspecify.annotations.NullMarked;
