package dev.nightjar.settings;

/**
 * The key of the pseudonyms that stand for raw user ids.
 *
 * @param secret at least {@value #MIN_LENGTH} characters
 * @param keyVersion number of the secret, 1 or more, raised when it is replaced
 */
public record PrivacySettings(Secret secret, int keyVersion) {

  private static final int MIN_LENGTH = 32;

  public PrivacySettings {
    if (secret.reveal().length() < MIN_LENGTH) {
      throw new ConfigurationException(
          "privacy.secret has "
              + secret.reveal().length()
              + " characters and needs "
              + MIN_LENGTH
              + "; set NIGHTJAR_SECRET to a long random text (bin/nightjar generates one for each home)");
    }
    if (keyVersion < 1) {
      throw new ConfigurationException(
          "privacy.key_version = " + keyVersion + " must be 1 or more");
    }
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
    return new PrivacySettings(secret, privacy.integer("key_version", 1, Integer.MAX_VALUE));
  }
}
