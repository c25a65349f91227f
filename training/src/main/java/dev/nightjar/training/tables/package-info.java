/** Schemas of the tables and model files that training writes, one class each. */
@NullMarked
package dev.nightjar.training.tables;

import org.jspecify.annotations.NullMarked;
