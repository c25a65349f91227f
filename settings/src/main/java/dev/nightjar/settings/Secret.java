package dev.nightjar.settings;

import java.util.Locale;

/**
 * A value that must not reach a log, a report or an error message: its text form is always {@code
 * ***}. Immutable.
 *
 * @param reveal the value itself; call it only where the value is used
 */
public record Secret(String reveal) {

  static final String MASK = "***";

  public Secret {
    if (reveal.isEmpty()) {
      throw new ConfigurationException("a secret must not be empty");
    }
  }

  /**
   * Whether the last part of a key names something that must be masked. A URL is: it may carry a
   * password.
   */
  static boolean isSecretKey(String key) {
    String name = key.substring(key.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return name.endsWith("secret")
        || name.endsWith("secret_key")
        || name.endsWith("access_key")
        || name.endsWith("password")
        || name.endsWith("token")
        || name.equals("url");
  }

  @Override
  public String toString() {
    return MASK;
  }
}
