package dev.nightjar.etl.importing;

import java.util.Optional;

/**
 * How a source row becomes an event.
 *
 * @param type expression for the event's type
 * @param event expression for the event's name; absent only for types without a name
 * @param userId expression for the raw user id
 * @param anonymousId expression for the raw id of somebody without a user id
 * @param messageId expression for the de-duplication key; absent: a hash of the mapped row
 * @param timestamp expression for the moment it happened
 * @param bodies the objects {@code properties}, {@code context} and {@code traits}
 */
record EventMapping(
    Expression type,
    Optional<Expression> event,
    Optional<Expression> userId,
    Optional<Expression> anonymousId,
    Optional<Expression> messageId,
    Expression timestamp,
    Bodies bodies) {

  /**
   * The objects inside an event.
   *
   * @param properties what it was about
   * @param context where it came from
   * @param traits who it was, for {@code identify}
   */
  record Bodies(FieldTree properties, FieldTree context, FieldTree traits) {}
}
