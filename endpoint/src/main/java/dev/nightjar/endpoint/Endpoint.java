package dev.nightjar.endpoint;

import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/**
 * The S3 protocol over a directory, on loopback only, for one machine and for tests. It runs in a
 * process of its own because S3Proxy's class path does not agree with Spark's. {@link #start}
 * returns once requests are answered; {@link #close} waits for those in flight and removes the
 * state file. Not thread-safe: one thread starts and closes it.
 */
public final class Endpoint implements AutoCloseable {

  private static final String LOOPBACK = "127.0.0.1";
  private static final int MAX_THREADS = 64;
  private static final long STOP_TIMEOUT_MS = 5_000;

  private final S3Proxy proxy;
  private final Optional<Path> state;

  private Endpoint(S3Proxy proxy, Optional<Path> state) {
    this.proxy = proxy;
    this.state = state;
  }

  /**
   * Starts with the credentials in NIGHTJAR_S3_ACCESS_KEY and NIGHTJAR_S3_SECRET_KEY; ends on
   * SIGTERM. Exit code 2: a wrong flag, no credentials or a port in use; 1: anything else.
   */
  public static void main(String[] args) {
    try {
      run(EndpointOptions.parse(List.of(args), System.getenv()));
    } catch (IllegalArgumentException e) {
      fail(2, String.valueOf(e.getMessage()));
    } catch (BindException e) {
      fail(2, String.valueOf(e.getMessage()));
    } catch (Exception e) {
      fail(1, "the S3 endpoint failed: " + e);
    }
  }

  /** Creates the bucket's directory, listens, then writes the state file. */
  static Endpoint start(EndpointOptions options) throws Exception {
    Path directory = options.directory().toAbsolutePath();
    Files.createDirectories(directory.resolve(options.bucket()));
    if (options.state().isPresent()) {
      Files.deleteIfExists(options.state().get());
    }
    EndpointOptions.Credentials credentials = options.credentials();
    S3Proxy proxy =
        S3Proxy.builder()
            .blobStore(new FilesystemNio2BlobStore(directory.toString()))
            .endpoint(URI.create("http://" + LOOPBACK + ":" + options.port()))
            .awsAuthentication(
                AuthenticationType.AWS_V2_OR_V4, credentials.accessKey(), credentials.secretKey())
            .jettyMaxThreads(MAX_THREADS)
            .stopTimeout(STOP_TIMEOUT_MS)
            .build();
    Endpoint endpoint = new Endpoint(proxy, options.state());
    try {
      proxy.start();
    } catch (IOException e) {
      throw inUse(options.port(), e);
    }
    endpoint.writeState();
    return endpoint;
  }

  /** Where requests go, such as {@code http://127.0.0.1:41234}. */
  URI uri() {
    return URI.create("http://" + LOOPBACK + ":" + proxy.getPort());
  }

  @Override
  public void close() throws Exception {
    proxy.stop();
    if (state.isPresent()) {
      Files.deleteIfExists(state.get());
    }
  }

  private static void run(EndpointOptions options) throws Exception {
    Endpoint endpoint = start(options);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> closeQuietly(endpoint), "stop-endpoint"));
    System.out.println("S3 endpoint at " + endpoint.uri() + " over " + options.directory());
    if (options.untilStdinCloses()) {
      awaitEnd(System.in);
      System.exit(0);
    }
  }

  private static void awaitEnd(InputStream in) throws IOException {
    byte[] ignored = new byte[64];
    while (in.read(ignored) >= 0) {
      // Only the end matters.
    }
  }

  private void writeState() throws IOException {
    if (state.isPresent()) {
      Path file = state.get().toAbsolutePath();
      Path written = file.resolveSibling(file.getFileName() + ".tmp");
      Files.writeString(written, uri() + "\n", StandardCharsets.UTF_8);
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static IOException inUse(int port, IOException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException) {
        BindException refused =
            new BindException(
                "port "
                    + port
                    + " on "
                    + LOOPBACK
                    + " is in use; stop what listens there or choose another --port");
        refused.initCause(failure);
        return refused;
      }
    }
    return failure;
  }

  private static void closeQuietly(Endpoint endpoint) {
    try {
      endpoint.close();
    } catch (Exception e) {
      System.err.println("nightjar: the S3 endpoint did not stop cleanly: " + e);
    }
  }

  private static void fail(int code, String sentence) {
    System.err.println("nightjar: " + sentence);
    System.exit(code);
  }
}
