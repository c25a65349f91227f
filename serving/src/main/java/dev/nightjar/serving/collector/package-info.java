/**
 * Events over HTTP, durable on this machine before they are acknowledged, then shipped to the lake.
 */
@NullMarked
package dev.nightjar.serving.collector;

import org.jspecify.annotations.NullMarked;
