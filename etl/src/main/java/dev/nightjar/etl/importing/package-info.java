/**
 * The {@code import} command: lands any CSV, JSON lines, Parquet or Delta table through a mapping
 * file, so that the nights see history as if it had arrived on the day it happened.
 */
@NullMarked
package dev.nightjar.etl.importing;

import org.jspecify.annotations.NullMarked;
