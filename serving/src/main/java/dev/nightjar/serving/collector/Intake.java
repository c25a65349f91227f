package dev.nightjar.serving.collector;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * The events of one request, sorted.
 *
 * @param accepted what is taken, as it lands
 * @param rejected what is refused, and why
 * @param lines everything that lands: the refused events too, marked
 */
record Intake(List<ObjectNode> accepted, List<Rejection> rejected, List<EventLine> lines) {}
