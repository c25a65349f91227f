package dev.nightjar.etl;

import dev.nightjar.settings.ConfigurationException;
import dev.nightjar.settings.LakeSettings;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.s3a.UnknownStoreException;

/**
 * Finds out in seconds, before Spark starts, whether the lake's root can be reached: one clear
 * sentence for a refused endpoint, wrong credentials, a missing bucket or a directory that cannot
 * be written.
 */
final class LakeProbe {

  /** Longest wait; a frozen endpoint takes the connection and never answers. */
  private static final Duration PATIENCE = Duration.ofSeconds(25);

  private LakeProbe() {}

  static void check(LakeSettings lake) {
    if (lake.isS3()) {
      checkBucket(lake);
    } else {
      checkDirectory(lake.directory());
    }
  }

  private static void checkDirectory(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new ConfigurationException(
          "the lake's directory "
              + directory
              + " cannot be made ("
              + e
              + "); choose another --lake",
          e);
    }
    if (!Files.isWritable(directory)) {
      throw new ConfigurationException(
          "the lake's directory "
              + directory
              + " is not writable; change its owner or choose another --lake");
    }
  }

  private static void checkBucket(LakeSettings lake) {
    FutureTask<Boolean> listing = new FutureTask<>(() -> list(lake));
    Thread thread = new Thread(listing, "lake-probe");
    thread.setDaemon(true);
    thread.start();
    try {
      listing.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw unreachable(lake, "no answer in " + PATIENCE.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reaching " + lake.uri(), e);
    } catch (ExecutionException e) {
      throw explain(lake, e.getCause() == null ? e : e.getCause());
    }
  }

  private static boolean list(LakeSettings lake) throws IOException {
    Configuration conf = new Configuration();
    S3aProperties.of(lake).forEach(conf::set);
    // A cached instance would outlive this check with these properties.
    conf.set("fs.s3a.bucket.probe", "2");
    try (FileSystem files = FileSystem.newInstance(URI.create(lake.uri()), conf)) {
      files.listStatusIterator(new org.apache.hadoop.fs.Path(lake.uri() + "/")).hasNext();
      return true;
    } catch (UnknownStoreException e) {
      throw e;
    } catch (FileNotFoundException e) {
      // The bucket is there and nothing stands under the prefix yet.
      return true;
    }
  }

  private static ConfigurationException explain(LakeSettings lake, Throwable failure) {
    if (failure instanceof UnknownStoreException) {
      return new ConfigurationException(
          "bucket "
              + lake.bucket()
              + " does not exist at "
              + endpoint(lake)
              + "; create it or set lake.uri",
          failure);
    }
    if (failure instanceof AccessDeniedException) {
      return new ConfigurationException(
          endpoint(lake)
              + " refused the credentials for bucket "
              + lake.bucket()
              + "; check NIGHTJAR_S3_ACCESS_KEY and NIGHTJAR_S3_SECRET_KEY",
          failure);
    }
    return unreachable(lake, reason(failure), failure);
  }

  /** What the innermost cause says: the connector repeats it in every layer around it. */
  private static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
  }

  private static ConfigurationException unreachable(
      LakeSettings lake, String why, Throwable cause) {
    return new ConfigurationException(
        "the lake "
            + lake.uri()
            + " cannot be reached at "
            + endpoint(lake)
            + " ("
            + why
            + "); start the endpoint or set NIGHTJAR_S3_ENDPOINT",
        cause);
  }

  private static String endpoint(LakeSettings lake) {
    return lake.endpoint().orElse("AWS in " + lake.region());
  }
}
