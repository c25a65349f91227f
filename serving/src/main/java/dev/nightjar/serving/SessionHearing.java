package dev.nightjar.serving;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightjar.serving.collector.EventStream;
import dev.nightjar.serving.collector.OnceFeed;
import dev.nightjar.serving.collector.StreamFollower;
import dev.nightjar.serving.sessions.SessionFeed;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How the sessions of a server hear of events: from what is posted to it, and from the stream of
 * all servers where it is followed.
 *
 * @param posted is told of what is posted here
 * @param follower follows the others; nothing where sessions hear of posts alone
 */
record SessionHearing(Consumer<List<ObjectNode>> posted, Optional<StreamFollower> follower) {

  static SessionHearing of(SessionFeed feed, ServerOptions options) {
    if (!options.serving().followStream()) {
      return new SessionHearing(feed::accept, Optional.empty());
    }
    OnceFeed once = new OnceFeed(feed::accept, Clock.systemUTC());
    EventStream stream = options.stream().orElseThrow();
    return new SessionHearing(once::posted, Optional.of(stream.follow(once::followed)));
  }

  /** Why the others are not heard of just now; empty when they are, or need not be. */
  String failure() {
    return follower.map(StreamFollower::failure).orElse("");
  }

  void close() {
    follower.ifPresent(StreamFollower::close);
  }
}
