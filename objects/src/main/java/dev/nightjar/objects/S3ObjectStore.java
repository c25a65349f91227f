package dev.nightjar.objects;

import dev.nightjar.settings.LakeSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A lake behind the S3 protocol. Time-outs and retries are short, so that an endpoint that is down
 * fails a command in seconds; {@link #putIfAbsent} rests on conditional writes ({@code
 * If-None-Match: *}). Safe for use by several threads.
 */
public final class S3ObjectStore implements ObjectStore {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(20);
  private static final int ATTEMPTS = 3;
  private static final int PRECONDITION_FAILED = 412;
  private static final int CONFLICT = 409;

  private final S3Client client;
  private final S3Failures failures;
  private final String bucket;
  private final String prefix;

  private S3ObjectStore(S3Client client, LakeSettings lake) {
    this.client = client;
    this.failures = new S3Failures(lake);
    this.bucket = lake.bucket();
    this.prefix = lake.prefix();
  }

  /** Opens a store; nothing is sent before the first call, and the bucket must exist. */
  public static S3ObjectStore open(LakeSettings lake) {
    S3ClientBuilder builder =
        S3Client.builder()
            .httpClientBuilder(
                ApacheHttpClient.builder()
                    .connectionTimeout(CONNECT_TIMEOUT)
                    .socketTimeout(SOCKET_TIMEOUT))
            .overrideConfiguration(o -> o.retryStrategy(r -> r.maxAttempts(ATTEMPTS)))
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .forcePathStyle(lake.pathStyle())
            .region(Region.of(lake.region()))
            .credentialsProvider(credentials(lake));
    lake.endpoint().ifPresent(endpoint -> builder.endpointOverride(URI.create(endpoint)));
    return new S3ObjectStore(builder.build(), lake);
  }

  @Override
  public boolean putIfAbsent(String key, byte[] body) {
    return attempt(
        "write",
        key,
        () -> {
          try {
            client.putObject(
                request -> request.bucket(bucket).key(full(key)).ifNoneMatch("*"),
                RequestBody.fromBytes(body));
            return true;
          } catch (AwsServiceException e) {
            // A conflict means that another writer of the same key is ahead at this moment.
            if (e.statusCode() == PRECONDITION_FAILED || e.statusCode() == CONFLICT) {
              return false;
            }
            throw e;
          }
        });
  }

  @Override
  public void put(String key, byte[] body) {
    attempt(
        "write",
        key,
        () ->
            client.putObject(
                request -> request.bucket(bucket).key(full(key)), RequestBody.fromBytes(body)));
  }

  @Override
  public void put(String key, Path file) {
    attempt(
        "write",
        key,
        () ->
            client.putObject(
                request -> request.bucket(bucket).key(full(key)), RequestBody.fromFile(file)));
  }

  @Override
  public Optional<byte[]> read(String key) {
    GetObjectRequest request = get(key);
    return attempt(
        "read",
        key,
        () -> {
          try {
            ResponseBytes<GetObjectResponse> bytes =
                client.getObject(request, ResponseTransformer.toBytes());
            return Optional.of(bytes.asByteArrayUnsafe());
          } catch (NoSuchKeyException e) {
            return Optional.empty();
          }
        });
  }

  @Override
  public boolean download(String key, Path target) {
    GetObjectRequest request = get(key);
    Path file = target.toAbsolutePath();
    Path temporary = file.resolveSibling(".nightjar-" + UUID.randomUUID() + ".tmp");
    try {
      createParent(file);
      boolean found = attempt("read", key, () -> fetch(request, temporary));
      if (found) {
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
      }
      return found;
    } catch (IOException e) {
      throw failures.local(key, file, e);
    } finally {
      discard(temporary);
    }
  }

  @Override
  public List<ObjectEntry> list(String keyPrefix) {
    String start = prefix + Keys.checkedPrefix(keyPrefix);
    return attempt(
        "list",
        keyPrefix,
        () -> {
          List<ObjectEntry> found = new ArrayList<>();
          for (S3Object object :
              client.listObjectsV2Paginator(r -> r.bucket(bucket).prefix(start)).contents()) {
            // Names that end with a slash are the directory markers that some clients write.
            if (!object.key().endsWith("/")) {
              found.add(new ObjectEntry(object.key().substring(prefix.length()), object.size()));
            }
          }
          found.sort(Comparator.comparing(ObjectEntry::key));
          return List.copyOf(found);
        });
  }

  @Override
  public void delete(String key) {
    attempt("delete", key, () -> client.deleteObject(r -> r.bucket(bucket).key(full(key))));
  }

  @Override
  public void close() {
    client.close();
  }

  private boolean fetch(GetObjectRequest request, Path temporary) {
    try {
      client.getObject(request, ResponseTransformer.toFile(temporary));
      return true;
    } catch (NoSuchKeyException e) {
      return false;
    }
  }

  private GetObjectRequest get(String key) {
    return GetObjectRequest.builder().bucket(bucket).key(full(key)).build();
  }

  private String full(String key) {
    return prefix + Keys.checked(key);
  }

  private <T> T attempt(String verb, String key, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw failures.explain(verb, key, e);
    }
  }

  private static AwsCredentialsProvider credentials(LakeSettings lake) {
    if (lake.accessKey().isPresent() && lake.secretKey().isPresent()) {
      return StaticCredentialsProvider.create(
          AwsBasicCredentials.create(
              lake.accessKey().get().reveal(), lake.secretKey().get().reveal()));
    }
    return DefaultCredentialsProvider.builder().build();
  }

  private static void createParent(Path file) throws IOException {
    Path parent = file.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
  }

  private static void discard(Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      // It stays behind as a hidden file; the failure that led here matters more.
    }
  }
}
