package dev.nightjar.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What is laid over the shipped settings, lowest precedence first: overlay files in their order, then single keys.
 *
 * @param overlays HOCON files, each of which must exist
 * @param sets full key to value; a value that begins with {@code [}, {@code {} or a quote is read as HOCON, any other is taken
 *     as it stands
 * @param environment what <code>${?NAME}</code> in the files resolves to
 */
public record LoadOptions(
    List<Path> overlays, Map<String, String> sets, Map<String, String> environment) {

  public LoadOptions {
    overlays = List.copyOf(overlays);
    sets = Map.copyOf(sets);
    environment = Map.copyOf(environment);
  }

  /** Takes the environment of this process. */
  public LoadOptions(List<Path> overlays, Map<String, String> sets) {
    this(overlays, sets, System.getenv());
  }

  @Override
  public String toString() {
    return "LoadOptions[overlays=" + overlays + ", sets=" + sets.keySet() + "]";
  }
}
