package dev.nightjar.objects;

import dev.nightjar.settings.LakeSettings;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Turns what the S3 client throws into one sentence with the endpoint, the bucket, the cause and
 * what to do.
 */
final class S3Failures {

  private final String place;
  private final String endpoint;
  private final String bucket;

  S3Failures(LakeSettings lake) {
    this.bucket = lake.bucket();
    this.endpoint = lake.endpoint().orElse("AWS (" + lake.region() + ")");
    this.place = "bucket " + bucket + " at " + endpoint;
  }

  ObjectStoreException explain(String verb, String key, SdkException failure) {
    String cause =
        failure instanceof AwsServiceException service ? refused(service) : unreached(failure);
    return new ObjectStoreException(
        "cannot " + verb + " " + key + " in " + place + ": " + cause, failure);
  }

  ObjectStoreException local(String key, Path file, Exception failure) {
    return new ObjectStoreException(
        "cannot copy " + key + " from " + place + " to " + file + ": " + local(failure), failure);
  }

  private String refused(AwsServiceException failure) {
    String code =
        failure.awsErrorDetails() == null
            ? ""
            : String.valueOf(failure.awsErrorDetails().errorCode());
    return switch (code) {
      case "NoSuchBucket" ->
          "there is no such bucket; create bucket "
              + bucket
              + " or set lake.uri to one that exists";
      case "InvalidAccessKeyId",
          "SignatureDoesNotMatch",
          "AccessDenied",
          "InvalidToken",
          "ExpiredToken" ->
          "wrong credentials or no permission ("
              + code
              + "); check NIGHTJAR_S3_ACCESS_KEY and NIGHTJAR_S3_SECRET_KEY";
      default -> byStatus(failure, code);
    };
  }

  private String byStatus(AwsServiceException failure, String code) {
    int status = failure.statusCode();
    if (status == 401 || status == 403) {
      return "wrong credentials or no permission (status "
          + status
          + "); check NIGHTJAR_S3_ACCESS_KEY and NIGHTJAR_S3_SECRET_KEY";
    }
    String detail =
        "the endpoint answered "
            + status
            + (code.isEmpty() || code.equals("null") ? "" : " " + code);
    return status >= 500
        ? detail + "; its disk may be full or it may be overloaded, look into its log"
        : detail + "; check lake.endpoint, lake.region and lake.path_style";
  }

  private String unreached(SdkException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException || cause instanceof UnknownHostException) {
        return "nothing answers at "
            + endpoint
            + " ("
            + cause.getMessage()
            + "); start the endpoint or correct NIGHTJAR_S3_ENDPOINT";
      }
      if (cause instanceof SocketTimeoutException) {
        return "no answer in time ("
            + cause.getMessage()
            + "); the endpoint hangs or is overloaded, look into its log";
      }
      String text = String.valueOf(cause.getMessage());
      if (text.contains("No space left on device")) {
        return local(cause);
      }
      if (text.contains("Unable to load credentials")) {
        return "no credentials; set NIGHTJAR_S3_ACCESS_KEY and NIGHTJAR_S3_SECRET_KEY";
      }
    }
    return failure.getMessage() + "; look into the endpoint's log";
  }

  private static String local(Throwable failure) {
    String text = String.valueOf(failure.getMessage());
    return text.contains("No space left on device")
        ? "the local disk is full; free some space and run the command again"
        : failure.getClass().getSimpleName() + " " + text + "; check the local directory and disk";
  }
}
