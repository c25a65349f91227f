package dev.nightjar.etl.landing;

import dev.nightjar.etl.Lake;
import dev.nightjar.settings.ConfigurationException;
import dev.nightjar.settings.PrivacySettings;
import dev.nightjar.settings.Secret;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/**
 * Holds a run's secret against the one that the lake's pseudonyms were made with. Under another
 * secret a night would not fail: everybody would be somebody new, and nobody would be told. Beside
 * the tables lies, for each version of the key, a keyed hash of a fixed text, from which neither
 * the secret nor an id can be told.
 */
public final class KeyCheck {

  private static final String FOLDER = "tables/keys/";
  private static final String FIXED_TEXT = "key check";

  private final Lake lake;
  private final PrivacySettings privacy;

  /** The check of one run. */
  public KeyCheck(Lake lake, PrivacySettings privacy) {
    this.lake = lake;
    this.privacy = privacy;
  }

  /**
   * Checks both keys of the settings; what is new is noted.
   *
   * @throws ConfigurationException if the lake was written with another secret under the version
   */
  public void run() {
    int version = privacy.keyVersion();
    String now = hash(privacy.secret());
    Optional<String> noted = read(version);
    if (noted.isPresent() && !noted.get().equals(now)) {
      throw new ConfigurationException(
          "privacy.secret is not the secret of privacy.key_version = "
              + version
              + " that made the pseudonyms in "
              + lake.uri()
              + "; a lake that was copied or moved needs the NIGHTJAR_SECRET of the home that filled it"
              + " (its credentials.env). To replace the secret, raise privacy.key_version and set"
              + " NIGHTJAR_PREVIOUS_SECRET to the one before (docs/privacy.md, rotation)");
    }
    checkPrevious(version - 1);
    if (noted.isEmpty()) {
      write(version, now);
    }
  }

  private void checkPrevious(int version) {
    if (privacy.previousSecret().isEmpty()) {
      return;
    }
    String hash = hash(privacy.previousSecret().get());
    if (!read(version).orElse(hash).equals(hash)) {
      throw new ConfigurationException(
          "privacy.previous_secret is not the secret of key version "
              + version
              + " that made the pseudonyms in "
              + lake.uri()
              + ", so nobody who comes back would keep a history; set NIGHTJAR_PREVIOUS_SECRET to that"
              + " one, and privacy.key_version to the number after it");
    }
  }

  private static String hash(Secret secret) {
    byte[] key = secret.reveal().getBytes(StandardCharsets.UTF_8);
    return PseudonymKeys.of(key).shortHash(FIXED_TEXT, FIXED_TEXT).toString();
  }

  private Optional<String> read(int version) {
    try (InputStream in = lake.fileSystem().open(file(version))) {
      // An empty file is what a run leaves that was killed while it wrote.
      return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).strip())
          .filter(hash -> !hash.isEmpty());
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(file(version) + " cannot be read", e);
    }
  }

  private void write(int version, String hash) {
    try (OutputStream out = lake.fileSystem().create(file(version), true)) {
      out.write((hash + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(file(version) + " cannot be written", e);
    }
  }

  private Path file(int version) {
    return new Path(lake.path(FOLDER + version + ".check"));
  }
}
