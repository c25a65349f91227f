package dev.nightjar.settings;

import java.util.Optional;

/**
 * The key of the pseudonyms that stand for raw user ids.
 *
 * @param secret at least {@value #MIN_LENGTH} characters
 * @param keyVersion number of the secret, 1 or more, raised when it is replaced
 * @param previousSecret the secret before it, while the history of people who come back is joined
 *     to their new pseudonyms
 */
public record PrivacySettings(Secret secret, int keyVersion, Optional<Secret> previousSecret) {

  private static final int MIN_LENGTH = 32;

  public PrivacySettings {
    requireLength("privacy.secret", "NIGHTJAR_SECRET", secret);
    if (keyVersion < 1) {
      throw new ConfigurationException(
          "privacy.key_version = " + keyVersion + " must be 1 or more");
    }
    if (previousSecret.isPresent()) {
      requireLength("privacy.previous_secret", "NIGHTJAR_PREVIOUS_SECRET", previousSecret.get());
      if (previousSecret.get().equals(secret)) {
        throw new ConfigurationException(
            "privacy.previous_secret is privacy.secret itself; give the secret that was used before,"
                + " or none");
      }
      if (keyVersion < 2) {
        throw new ConfigurationException(
            "privacy.key_version = 1 has no previous secret; raise it by one with each new secret,"
                + " or take privacy.previous_secret away");
      }
    }
  }

  /** A key without one before it. */
  public PrivacySettings(Secret secret, int keyVersion) {
    this(secret, keyVersion, Optional.empty());
  }

  /** Reads section {@code privacy}. */
  public static PrivacySettings load(Settings settings) {
    Section privacy = settings.section("privacy");
    Secret secret =
        privacy
            .secret("secret")
            .orElseThrow(
                () ->
                    new ConfigurationException(
                        "privacy.secret has no value; set NIGHTJAR_SECRET to a random text of at least "
                            + MIN_LENGTH
                            + " characters (bin/nightjar generates one for each home)"));
    return new PrivacySettings(
        secret,
        privacy.integer("key_version", 1, Integer.MAX_VALUE),
        privacy.secret("previous_secret"));
  }

  private static void requireLength(String key, String variable, Secret secret) {
    int length = secret.reveal().length();
    if (length < MIN_LENGTH) {
      throw new ConfigurationException(
          key
              + " has "
              + length
              + " characters and needs "
              + MIN_LENGTH
              + "; set "
              + variable
              + " to a long random text (bin/nightjar generates the first one for each home)");
    }
  }
}
