/**
 * What tables are expected to hold: declared rules, the figures of a night, and what does not hold.
 */
@NullMarked
package dev.nightjar.etl.expectations;

import org.jspecify.annotations.NullMarked;
