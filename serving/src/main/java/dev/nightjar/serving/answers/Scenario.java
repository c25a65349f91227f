package dev.nightjar.serving.answers;

import dev.nightjar.ranking.Surface;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A surface on which answers are shown: what holds there for whatever a request does not say
 * itself. Immutable.
 *
 * @param parameters parameters of a request, in the order of the file
 * @param surface how answers are made there
 * @param ignoredAfter showings after which an item that is passed over sinks there, 0 for never;
 *     null for what the settings say
 */
record Scenario(List<Parameter> parameters, Surface surface, @Nullable Integer ignoredAfter) {

  /** A parameter as a query string has it. */
  record Parameter(String name, String value) {}

  Scenario {
    parameters = List.copyOf(parameters);
  }
}
