/** Every job of a night in order, and the report of what it did. */
@NullMarked
package dev.nightjar.export.night;

import org.jspecify.annotations.NullMarked;
