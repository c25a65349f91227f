package dev.nightjar.serving.collector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightjar.contract.EventFields;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the collector does for the privacy of whoever an event is about, before it lands. */
final class EventPrivacy {
  private static final String IP = "ip";
  private static final Pattern IPV4 =
      Pattern.compile("(\\d{1,3}\\.\\d{1,3}\\.\\d{1,3})\\.\\d{1,3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

  private EventPrivacy() {}

  /** Notes in every event of a request that its browser sent {@code Sec-GPC: 1}. */
  static void noteGpc(ObjectNode body) {
    note(body);
    // Events without a context of their own inherit that of the body.
    for (JsonNode event : body.path("batch")) {
      if (event instanceof ObjectNode object && object.path(EventFields.CONTEXT).isObject()) {
        note(object);
      }
    }
  }

  /** Cuts {@code context.ip} to its network: 24 bits of version 4, 48 of version 6. */
  static void truncateAddress(ObjectNode event) {
    if (event.path(EventFields.CONTEXT) instanceof ObjectNode context && context.has(IP)) {
      String network = network(context.path(IP).asText(""));
      if (network == null) {
        context.remove(IP);
      } else {
        context.put(IP, network);
      }
    }
  }

  private static void note(ObjectNode holder) {
    JsonNode context = holder.path(EventFields.CONTEXT);
    if (context.isMissingNode() || context.isNull()) {
      holder.putObject(EventFields.CONTEXT).put(EventFields.GPC, true);
    } else if (context instanceof ObjectNode object) {
      object.put(EventFields.GPC, true);
    }
  }

  private static @Nullable String network(String address) {
    Matcher four = IPV4.matcher(address);
    if (four.matches()) {
      return four.group(1) + ".0";
    }
    if (!IPV6.matcher(address).matches()) {
      return null;
    }
    try {
      // A text with a colon is never looked up as a name.
      InetAddress parsed = InetAddress.getByName(address);
      byte[] bytes = parsed.getAddress();
      if (!(parsed instanceof Inet6Address)) {
        return (bytes[0] & 255) + "." + (bytes[1] & 255) + "." + (bytes[2] & 255) + ".0";
      }
      return String.format(
          "%x:%x:%x::",
          (bytes[0] & 255) << 8 | bytes[1] & 255,
          (bytes[2] & 255) << 8 | bytes[3] & 255,
          (bytes[4] & 255) << 8 | bytes[5] & 255);
    } catch (UnknownHostException e) {
      return null;
    }
  }
}
