package dev.nightjar.endpoint;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the endpoint is started with.
 *
 * @param directory where buckets live, one directory a bucket
 * @param port port on loopback; 0 takes a free one
 * @param bucket bucket that is created when missing
 * @param state file that names the URL once requests are answered, if wanted
 * @param untilStdinCloses whether to end with the process that started it, instead of by a signal
 * @param credentials what requests have to be signed with
 */
record EndpointOptions(
    Path directory,
    int port,
    String bucket,
    Optional<Path> state,
    boolean untilStdinCloses,
    Credentials credentials) {

  static final String USAGE =
      "usage: Endpoint --dir DIR [--port 0] [--bucket nightjar] [--state FILE] [--until-stdin-closes]";

  EndpointOptions {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("--port " + port + " must be from 0 to 65535");
    }
    if (!bucket.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")) {
      throw new IllegalArgumentException(
          "--bucket " + bucket + " must be 3 to 63 small letters, digits, dots or dashes");
    }
  }

  /** The two halves of an S3 credential; never printed. */
  record Credentials(String accessKey, String secretKey) {

    Credentials {
      if (accessKey.isEmpty() || secretKey.isEmpty()) {
        throw new IllegalArgumentException(
            "the endpoint has no default credentials; set NIGHTJAR_S3_ACCESS_KEY and NIGHTJAR_S3_SECRET_KEY");
      }
    }

    @Override
    public String toString() {
      return "***";
    }
  }

  /** Reads arguments and environment; an {@link IllegalArgumentException} says what is wrong. */
  static EndpointOptions parse(List<String> args, Map<String, String> environment) {
    Path directory = null;
    int port = 0;
    String bucket = "nightjar";
    Optional<Path> state = Optional.empty();
    boolean untilStdinCloses = false;
    for (int i = 0; i < args.size(); i++) {
      String flag = args.get(i);
      if (flag.equals("--until-stdin-closes")) {
        untilStdinCloses = true;
        continue;
      }
      i++;
      switch (flag) {
        case "--dir" -> directory = Path.of(value(args, i));
        case "--port" -> port = number(value(args, i));
        case "--bucket" -> bucket = value(args, i);
        case "--state" -> state = Optional.of(Path.of(value(args, i)));
        default -> throw new IllegalArgumentException("unknown flag " + flag + "; " + USAGE);
      }
    }
    if (directory == null) {
      throw new IllegalArgumentException("--dir is missing; " + USAGE);
    }
    return new EndpointOptions(
        directory, port, bucket, state, untilStdinCloses, credentials(environment));
  }

  private static Credentials credentials(Map<String, String> environment) {
    return new Credentials(
        environment.getOrDefault("NIGHTJAR_S3_ACCESS_KEY", ""),
        environment.getOrDefault("NIGHTJAR_S3_SECRET_KEY", ""));
  }

  private static String value(List<String> args, int index) {
    if (index >= args.size()) {
      throw new IllegalArgumentException(args.get(index - 1) + " needs a value after it; " + USAGE);
    }
    return args.get(index);
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--port " + text + " is not a number", e);
    }
  }
}
