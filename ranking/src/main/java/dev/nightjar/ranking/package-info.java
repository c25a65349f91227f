/** One request over one opened snapshot: sources, blend, filter, rank. */
@NullMarked
package dev.nightjar.ranking;

import org.jspecify.annotations.NullMarked;
