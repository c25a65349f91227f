/**
 * Topics of Kafka as a sink of the collector, a source of the connector, and a feed of sessions.
 */
@NullMarked
package dev.nightjar.streams.kafka;

import org.jspecify.annotations.NullMarked;
