/** A person's history to the candidates of each personal source, on the executors. */
@NullMarked
package dev.nightjar.export.candidates;

import org.jspecify.annotations.NullMarked;
