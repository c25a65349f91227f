package dev.nightjar.serving.collector;

import java.util.List;

/**
 * The events of one request, sorted.
 *
 * @param accepted what will land
 * @param rejected what will not, and why
 */
record Intake(List<AcceptedEvent> accepted, List<Rejection> rejected) {}
