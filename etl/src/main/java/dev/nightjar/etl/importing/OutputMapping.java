package dev.nightjar.etl.importing;

import java.util.Map;
import java.util.Optional;

/**
 * One thing that a row gives: an event, a catalogue record, or both at once.
 *
 * @param when condition on the row; a row that does not meet it does not give this
 * @param explode arrays by the name of their elements: the row gives this once for every element,
 *     and not at all without elements
 * @param event the event
 * @param item the catalogue record
 * @param at for a record without an event: the moment of an event of the same row, whose day the
 *     record is landed on
 */
record OutputMapping(
    Optional<Expression> when,
    Map<String, Expression> explode,
    Optional<EventMapping> event,
    Optional<ItemMapping> item,
    Optional<Expression> at) {}
