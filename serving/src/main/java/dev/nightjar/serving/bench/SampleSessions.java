package dev.nightjar.serving.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Made-up sessions of five views for every user of a {@link SampleSnapshot}. */
final class SampleSessions {
  private static final int EVENTS = 5;
  private static final int USERS_A_POST = 200;

  private final int users;

  SampleSessions(int users) {
    this.users = users;
  }

  /** Posts them to a server that takes any key. */
  void post(String address) throws IOException {
    for (int from = 0; from < users; from += USERS_A_POST) {
      StringBuilder batch = new StringBuilder("{\"writeKey\":\"bench\",\"batch\":[");
      for (int user = from; user < Math.min(users, from + USERS_A_POST); user++) {
        for (int event = 0; event < EVENTS; event++) {
          batch.append(user == from && event == 0 ? "" : ",").append(view(user, event));
        }
      }
      send(address, batch.append("]}").toString());
    }
  }

  private static String view(int user, int event) {
    return "{\"type\":\"track\",\"event\":\"Item Viewed\",\"userId\":\""
        + SampleSnapshot.userId(user)
        + "\",\"timestamp\":\""
        + Instant.now()
        + "\",\"properties\":{\"item_id\":\""
        + SampleSnapshot.itemId((user * 31 + event * 17) % 1_000)
        + "\"}}";
  }

  private static void send(String address, String body) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) URI.create(address + "/v1/batch").toURL().openConnection();
    connection.setRequestMethod("POST");
    connection.setDoOutput(true);
    try (OutputStream out = connection.getOutputStream()) {
      out.write(body.getBytes(StandardCharsets.UTF_8));
    }
    if (connection.getResponseCode() != 200) {
      throw new IOException("the sample sessions were answered " + connection.getResponseCode());
    }
  }
}
