package dev.nightjar.streams;

import java.util.List;
import java.util.stream.IntStream;

/** Events to post, told apart by their message ids. */
public final class Events {
  private Events() {}

  /** A batch of pages of seven people. */
  public static String batch(String name, int first, int size) {
    StringBuilder events = new StringBuilder();
    for (int i = first; i < first + size; i++) {
      events
          .append(events.isEmpty() ? "" : ",")
          .append("{\"type\":\"page\",\"userId\":\"u-")
          .append(i % 7)
          .append("\",\"messageId\":\"")
          .append(name)
          .append("-")
          .append(i)
          .append("\"}");
    }
    return "{\"batch\":[" + events + "]}";
  }

  /** The message ids of the first events of a name. */
  public static List<String> ids(String name, int count) {
    return IntStream.range(0, count).mapToObj(i -> name + "-" + i).toList();
  }
}
