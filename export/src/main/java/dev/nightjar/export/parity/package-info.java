/** What was served, held against the tables that it was made from. */
@NullMarked
package dev.nightjar.export.parity;

import org.jspecify.annotations.NullMarked;
