package dev.nightjar.serving.sessions;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whom an event or a request names, in keys of the session store. A user, a device and a previous
 * id share one space of keys, as they do in the tables: an id may be a device's in one event and
 * what another event is joined to.
 *
 * @param user key of the user who is logged in
 * @param anonymous key of the device
 * @param session key of the visit
 * @param previous key that an alias joins to the user's
 */
public record LiveIds(
    @Nullable String user,
    @Nullable String anonymous,
    @Nullable String session,
    @Nullable String previous) {

  /** Whether nobody is named. */
  boolean isNobody() {
    return user == null && anonymous == null && session == null;
  }

  /** The user and the device, as far as they are named. */
  List<String> persons() {
    return Stream.of(user, anonymous).filter(Objects::nonNull).toList();
  }
}
