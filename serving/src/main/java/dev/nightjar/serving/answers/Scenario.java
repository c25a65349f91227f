package dev.nightjar.serving.answers;

import dev.nightjar.ranking.Surface;
import java.util.List;

/**
 * A surface on which answers are shown: what holds there for whatever a request does not say
 * itself. Immutable.
 *
 * @param parameters parameters of a request, in the order of the file
 * @param surface how answers are made there
 */
record Scenario(List<Parameter> parameters, Surface surface) {

  /** A parameter as a query string has it. */
  record Parameter(String name, String value) {}

  Scenario {
    parameters = List.copyOf(parameters);
  }
}
