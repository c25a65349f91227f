package dev.nightjar.serving.collector;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One event as it will land.
 *
 * @param event its fields
 * @param line its JSON text and a line feed
 */
@SuppressWarnings("ArrayRecordComponent")
record AcceptedEvent(ObjectNode event, byte[] line) {}
