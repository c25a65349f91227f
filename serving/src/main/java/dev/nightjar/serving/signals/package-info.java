/** Signals from outside, such as the weather, that rules may ask for. */
@NullMarked
package dev.nightjar.serving.signals;

import org.jspecify.annotations.NullMarked;
