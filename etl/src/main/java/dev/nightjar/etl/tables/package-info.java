/** Schemas of the tables that this module writes: one class a table, one sentence a column. */
@NullMarked
package dev.nightjar.etl.tables;

import org.jspecify.annotations.NullMarked;
