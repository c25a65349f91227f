/**
 * From a stream to the landing: the connector, which knows no broker, and what it asks of one. The
 * brokers' clients are in the packages below.
 */
@NullMarked
package dev.nightjar.streams;

import org.jspecify.annotations.NullMarked;
