/** Looking at the lake: its tables, what they hold, and questions in SQL. */
@NullMarked
package dev.nightjar.export.lake;

import org.jspecify.annotations.NullMarked;
