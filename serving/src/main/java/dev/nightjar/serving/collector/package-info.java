/**
 * Events over HTTP, durable on this machine or in a stream before they are acknowledged, then
 * landed in the lake; and what others need who land a stream.
 */
@NullMarked
package dev.nightjar.serving.collector;

import org.jspecify.annotations.NullMarked;
