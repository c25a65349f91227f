/**
 * Landed events to Delta tables: bronze, silver and the first gold features; owns Lake and
 * LakeTable.
 */
@NullMarked
package dev.nightjar.etl;

import org.jspecify.annotations.NullMarked;
