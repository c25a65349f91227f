package dev.nightjar.serving.bench;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Asks one address for a user of a {@link SampleSnapshot} at random. Not thread-safe. */
final class UserRequests implements Requests {
  private final String start;
  private final int users;
  private final Random random;

  /**
   * @param address up to the user's id
   * @param seed what the order of the users hangs on
   */
  UserRequests(URI address, int users, int seed) {
    start = "GET " + address.getRawPath() + "?" + address.getRawQuery();
    this.users = users;
    random = new Random(seed);
  }

  @Override
  public byte[] next() {
    String user = SampleSnapshot.userId(random.nextInt(users));
    return (start + user + " HTTP/1.1\r\nHost: bench\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
  }
}
