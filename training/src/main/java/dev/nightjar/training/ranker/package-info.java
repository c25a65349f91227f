/** The learned ranker: from what was shown and what was chosen to trees. */
@NullMarked
package dev.nightjar.training.ranker;

import org.jspecify.annotations.NullMarked;
