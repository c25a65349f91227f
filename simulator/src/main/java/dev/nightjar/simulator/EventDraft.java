package dev.nightjar.simulator;

import dev.nightjar.contract.EventFields;

/**
 * An event on its way into the log, still open to what dirt does to it.
 *
 * @param name the event's name, empty unless it is a track
 * @param userId empty when not known
 * @param atMillis when it happened by the device's clock
 * @param receivedMillis when it reached the collector
 * @param body JSON of the properties, or of the traits of an identify
 * @param context JSON of the context
 */
record EventDraft(
    String type,
    String name,
    String userId,
    String anonymousId,
    String messageId,
    long atMillis,
    long receivedMillis,
    String body,
    String context) {
  private static final int ENVELOPE_CHARACTERS = 400;

  EventDraft withAt(long at) {
    return new EventDraft(
        type, name, userId, anonymousId, messageId, at, receivedMillis, body, context);
  }

  EventDraft withReceived(long received) {
    return new EventDraft(
        type, name, userId, anonymousId, messageId, atMillis, received, body, context);
  }

  EventDraft withIds(String user, String anonymous) {
    return new EventDraft(
        type, name, user, anonymous, messageId, atMillis, receivedMillis, body, context);
  }

  /** The line that lands. */
  String line() {
    return json(JsonText.time(atMillis), body);
  }

  /** The line with its timestamp as another text and its body as other JSON. */
  String json(String timestamp, String otherBody) {
    int length = context.length() + otherBody.length() + ENVELOPE_CHARACTERS;
    JsonText json = new JsonText(length).put(EventFields.TYPE, type);
    if (!name.isEmpty()) {
      json.put(EventFields.EVENT, name);
    }
    if (!userId.isEmpty()) {
      json.put(EventFields.USER_ID, userId);
    }
    json.put(EventFields.ANONYMOUS_ID, anonymousId);
    json.put(EventFields.MESSAGE_ID, messageId);
    json.put(EventFields.TIMESTAMP, timestamp);
    json.time(EventFields.RECEIVED_AT, receivedMillis);
    json.raw(type.equals("identify") ? EventFields.TRAITS : EventFields.PROPERTIES, otherBody);
    return json.raw(EventFields.CONTEXT, context).end();
  }
}
