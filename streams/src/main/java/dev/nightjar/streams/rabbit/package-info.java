/**
 * Exchanges and queues of RabbitMQ as a sink of the collector, a source of the connector, and a
 * feed of sessions.
 */
@NullMarked
package dev.nightjar.streams.rabbit;

import org.jspecify.annotations.NullMarked;
