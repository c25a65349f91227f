package dev.nightjar.settings;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the lake is and how it is reached.
 *
 * @param uri root of the lake, {@code s3a://bucket[/prefix]} or {@code file:///dir}, without a
 *     slash at its end
 * @param endpoint URL of an S3-protocol endpoint; empty for AWS itself
 * @param region region that requests are signed for
 * @param accessKey credentials; both or none
 * @param secretKey credentials; both or none
 * @param pathStyle whether the bucket stands in the path instead of the host name
 */
public record LakeSettings(
    String uri,
    Optional<String> endpoint,
    String region,
    Optional<Secret> accessKey,
    Optional<Secret> secretKey,
    boolean pathStyle) {

  private static final String S3 = "s3a://";
  private static final String FILE = "file:///";
  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

  public LakeSettings {
    uri = uri.length() > FILE.length() ? uri.replaceAll("/+$", "") : uri;
    if (!uri.startsWith(S3) && !uri.startsWith(FILE)) {
      throw new ConfigurationException(
          "lake.uri = \"" + uri + "\" must be s3a://bucket[/prefix] or file:///absolute/directory");
    }
    if (uri.startsWith(S3) && !BUCKET.matcher(bucketOf(uri)).matches()) {
      throw new ConfigurationException(
          "lake.uri = \""
              + uri
              + "\" must name a bucket of 3 to 63 small letters, digits, dots or dashes");
    }
    if (endpoint.isPresent() && !endpoint.get().matches("https?://[^/]+/?")) {
      throw new ConfigurationException(
          "lake.endpoint = \"" + endpoint.get() + "\" must be a URL such as http://127.0.0.1:9000");
    }
    if (accessKey.isPresent() != secretKey.isPresent()) {
      throw new ConfigurationException(
          "only one of lake.access_key and lake.secret_key has a value; set both NIGHTJAR_S3_ACCESS_KEY and"
              + " NIGHTJAR_S3_SECRET_KEY, or neither");
    }
    if (uri.startsWith(S3) && endpoint.isPresent() && accessKey.isEmpty()) {
      throw new ConfigurationException(
          "lake.endpoint = \""
              + endpoint.get()
              + "\" needs credentials; set NIGHTJAR_S3_ACCESS_KEY and NIGHTJAR_S3_SECRET_KEY");
    }
  }

  /** Reads section {@code lake}. */
  public static LakeSettings load(Settings settings) {
    Section lake = settings.section("lake");
    return new LakeSettings(
        lake.string("uri"),
        lake.optionalString("endpoint"),
        lake.string("region"),
        lake.secret("access_key"),
        lake.secret("secret_key"),
        lake.flag("path_style"));
  }

  /** A lake in a local directory. */
  public static LakeSettings directory(Path directory) {
    return new LakeSettings(
        FILE + directory.toAbsolutePath().normalize().toString().substring(1),
        Optional.empty(),
        "us-east-1",
        Optional.empty(),
        Optional.empty(),
        true);
  }

  /** Whether the lake speaks the S3 protocol; otherwise it is a directory. */
  public boolean isS3() {
    return uri.startsWith(S3);
  }

  /** Name of the bucket; only for an S3 lake. */
  public String bucket() {
    if (!isS3()) {
      throw new IllegalStateException(uri + " has no bucket");
    }
    return bucketOf(uri);
  }

  /**
   * What every key of the lake begins with inside the bucket: empty, or a path that ends with a
   * slash.
   */
  public String prefix() {
    String rest = uri.substring(S3.length() + bucket().length());
    return rest.isEmpty() ? "" : rest.substring(1) + "/";
  }

  /** The lake's root as a path; only for a {@code file:///} lake. */
  public Path directory() {
    if (isS3()) {
      throw new IllegalStateException(uri + " is not a directory");
    }
    return Path.of(uri.substring(FILE.length() - 1));
  }

  private static String bucketOf(String uri) {
    String rest = uri.substring(S3.length());
    int slash = rest.indexOf('/');
    return slash < 0 ? rest : rest.substring(0, slash);
  }
}
