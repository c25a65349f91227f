/** Reads conf/*.conf strictly: unknown keys, wrong types and values out of range stop the start. */
@NullMarked
package dev.nightjar.settings;

import org.jspecify.annotations.NullMarked;
