/** Schemas of the gold tables that this module writes. */
@NullMarked
package dev.nightjar.export.tables;

import org.jspecify.annotations.NullMarked;
