package dev.nightjar.etl;

import dev.nightjar.settings.LakeSettings;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Turns the lake's settings into Hadoop properties of the S3A connector. The time-outs are short:
 * with S3A's defaults a refused endpoint takes more than four minutes to be reported, with these
 * some seconds.
 */
final class S3aProperties {

  private S3aProperties() {}

  /** Hadoop properties, without Spark's {@code spark.hadoop.} prefix; empty for a local lake. */
  static Map<String, String> of(LakeSettings lake) {
    Map<String, String> properties = new LinkedHashMap<>();
    if (!lake.isS3()) {
      return properties;
    }
    lake.endpoint().ifPresent(url -> properties.put("fs.s3a.endpoint", url));
    properties.put("fs.s3a.endpoint.region", lake.region());
    lake.accessKey().ifPresent(key -> properties.put("fs.s3a.access.key", key.reveal()));
    lake.secretKey().ifPresent(key -> properties.put("fs.s3a.secret.key", key.reveal()));
    if (lake.accessKey().isPresent()) {
      properties.put(
          "fs.s3a.aws.credentials.provider",
          "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider");
    }
    properties.put("fs.s3a.path.style.access", String.valueOf(lake.pathStyle()));
    boolean plain = lake.endpoint().filter(url -> url.startsWith("http://")).isPresent();
    properties.put("fs.s3a.connection.ssl.enabled", String.valueOf(!plain));
    // Directories that were copied without extended attributes have no checksums to tell: the
    // embedded endpoint then answers without, which the default kind of stream does not take.
    // Where there is a checksum, a change is noticed as ever.
    properties.put("fs.s3a.change.detection.version.required", "false");
    if (plain) {
      properties.put("fs.s3a.input.stream.type", "classic");
    }
    properties.put("fs.s3a.attempts.maximum", "3");
    properties.put("fs.s3a.retry.limit", "2");
    properties.put("fs.s3a.retry.interval", "200ms");
    // The shortest that the connector accepts; a refused connection fails at once all the same.
    properties.put("fs.s3a.connection.establish.timeout", "15s");
    properties.put("fs.s3a.connection.timeout", "15s");
    return properties;
  }
}
