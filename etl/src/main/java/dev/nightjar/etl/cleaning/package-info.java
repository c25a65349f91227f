/** Which bronze events count, whose they are and what they mean: transforms without a session. */
@NullMarked
package dev.nightjar.etl.cleaning;

import org.jspecify.annotations.NullMarked;
