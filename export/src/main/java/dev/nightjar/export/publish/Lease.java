package dev.nightjar.export.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightjar.export.files.LakeFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/**
 * One writer at a time: Delta on an object store is safe for one driver, and a night replaces what
 * another may be reading. An object that can be put once says who writes. It is taken over when its
 * process is gone from this machine, when it is older than the time-out, or by force. Closing gives
 * it back, unless somebody took it over.
 */
public final class Lease implements AutoCloseable {
  /** Where the lease stands in the lake. */
  static final String PATH = "locks/night.json";

  private static final int ATTEMPTS = 3;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final LakeFiles files;
  private final byte[] body;

  private Lease(LakeFiles files, byte[] body) {
    this.files = files;
    this.body = body;
  }

  /**
   * How a lease is taken.
   *
   * @param purpose what it is for, as others read it
   * @param timeout age at which a lease counts as left behind
   * @param force whether to take it whoever has it
   */
  public record Request(String purpose, Duration timeout, boolean force) {}

  /**
   * Takes the lease.
   *
   * @throws LeaseHeldException when somebody has it
   */
  public static Lease take(LakeFiles files, Request request) {
    return take(files, request, Clock.systemUTC());
  }

  static Lease take(LakeFiles files, Request request, Clock clock) {
    byte[] body = body(request, clock);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (files.putIfAbsent(PATH, body)) {
        return new Lease(files, body);
      }
      Optional<byte[]> other = files.read(PATH);
      if (other.isPresent()) {
        Holder holder = Holder.of(other.get());
        if (!request.force() && !holder.leftBehind(request.timeout(), clock)) {
          throw new LeaseHeldException(
              "%s is running on %s (process %d, since %s); wait for it, or pass --force if it is dead"
                  .formatted(holder.purpose(), holder.host(), holder.pid(), holder.since()));
        }
        files.delete(PATH);
      }
    }
    throw new LeaseHeldException("others take the lease of the lake at the same time; try again");
  }

  @Override
  public void close() {
    if (files.read(PATH).filter(found -> Arrays.equals(found, body)).isPresent()) {
      files.delete(PATH);
    }
  }

  private static byte[] body(Request request, Clock clock) {
    try {
      return JSON.writeValueAsBytes(
          JSON.createObjectNode()
              .put("purpose", request.purpose())
              .put("host", host())
              .put("pid", ProcessHandle.current().pid())
              .put("since", clock.instant().toString())
              .put("token", UUID.randomUUID().toString()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a lease is plain texts and numbers", e);
    }
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      // A machine without a name: its leases end by time only.
      return "unknown";
    }
  }

  /** What a lease says of who took it. */
  private record Holder(String purpose, String host, long pid, Instant since) {

    static Holder of(byte[] body) {
      try {
        JsonNode json = JSON.readTree(new String(body, StandardCharsets.UTF_8));
        return new Holder(
            json.path("purpose").asText("a run"),
            json.path("host").asText("unknown"),
            json.path("pid").asLong(),
            Instant.parse(json.path("since").asText()));
      } catch (IOException | java.time.DateTimeException e) {
        // Cut or foreign: nobody can hold what nobody can read.
        return new Holder("an unreadable lease", "unknown", 0, Instant.EPOCH);
      }
    }

    boolean leftBehind(Duration timeout, Clock clock) {
      boolean here = !host.equals("unknown") && host.equals(Lease.host());
      boolean dead = here && ProcessHandle.of(pid).isEmpty();
      return dead || since.plus(timeout).isBefore(clock.instant());
    }
  }
}
