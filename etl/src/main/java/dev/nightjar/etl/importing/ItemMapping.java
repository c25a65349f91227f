package dev.nightjar.etl.importing;

import java.util.Optional;

/**
 * How a source row becomes a catalogue record.
 *
 * @param itemId expression for the item's id; rows where it is null give no record
 * @param timestamp expression for when the record was true, to tell which of several is the newest;
 *     absent: the event's timestamp if the same row gives an event, else the row's place in its
 *     file
 * @param fields the other fields of the record
 */
record ItemMapping(Expression itemId, Optional<Expression> timestamp, FieldTree fields) {}
