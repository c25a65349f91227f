/** A world with known tastes: writes event logs, answers what an oracle would have recommended. */
@NullMarked
package dev.nightjar.simulator;

import org.jspecify.annotations.NullMarked;
