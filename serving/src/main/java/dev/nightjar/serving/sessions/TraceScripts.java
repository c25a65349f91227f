package dev.nightjar.serving.sessions;

import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What is done with traces in Redis, each in one trip and one step. Thread-safe. */
final class TraceScripts {
  /** Says how keys and values are made: other formats have other names. */
  private static final String FORMAT = "sessions:1:";

  /** What one request may look at; what is further away joins nobody. */
  private static final int MOST_TRACES = 256;

  private final SessionSettings settings;
  private final RedisSettings redis;
  private final String prefix;
  private final RedisScript read = RedisScript.load("read.lua", ScriptOutputType.MULTI);
  private final RedisScript write = RedisScript.load("write.lua", ScriptOutputType.INTEGER);
  private final RedisScript shown = RedisScript.load("shown.lua", ScriptOutputType.INTEGER);
  private final RedisScript forget = RedisScript.load("forget.lua", ScriptOutputType.INTEGER);

  TraceScripts(SessionSettings settings, RedisSettings redis) {
    this.settings = settings;
    this.redis = redis;
    prefix = redis.prefix() + FORMAT;
  }

  /** The traces that decide what is kept of whoever the ids stand for. */
  CompletableFuture<Map<String, Trace>> read(
      RedisAsyncCommands<String, String> commands, LiveIds ids) {
    return read.<List<Object>>run(
            commands,
            prefix,
            Integer.toString(MOST_TRACES),
            orEmpty(ids.user()),
            orEmpty(ids.anonymous()),
            orEmpty(ids.session()))
        .thenApply(TraceText::traces);
  }

  /** Changes traces; gives how many there are then. */
  CompletableFuture<Long> write(
      RedisAsyncCommands<String, String> commands, List<TraceChange> changes) {
    List<String> arguments = new ArrayList<>();
    arguments.add(prefix);
    arguments.add(Long.toString(settings.expiry().toMillis()));
    arguments.add(Integer.toString(Trace.MAX_LINKS));
    arguments.add(Integer.toString(settings.eventsEach()));
    arguments.add(Integer.toString(redis.maxKeys()));
    for (TraceChange change : changes) {
      arguments.add(change.key());
      arguments.add(Integer.toString(change.seenAs()));
      arguments.add(orEmpty(change.link()));
      arguments.add(TraceText.lines(change.events(), settings.eventsEach()));
    }
    return write.run(commands, arguments.toArray(String[]::new));
  }

  /** Notes that an answer shows these items; gives how many items are noted then. */
  CompletableFuture<Long> shown(
      RedisAsyncCommands<String, String> commands, String owner, List<String> items) {
    return shown.run(
        commands,
        prefix,
        Long.toString(settings.expiry().toMillis()),
        Integer.toString(settings.shown().itemsEach()),
        Integer.toString(redis.maxKeys()),
        owner,
        TraceText.itemLines(items));
  }

  /** Takes the events of these keys away. */
  CompletableFuture<Long> forget(RedisAsyncCommands<String, String> commands, Set<String> keys) {
    List<String> arguments = new ArrayList<>(keys.size() + 1);
    arguments.add(prefix);
    arguments.addAll(keys);
    return forget.run(commands, arguments.toArray(String[]::new));
  }

  private static String orEmpty(@Nullable String key) {
    return key == null ? "" : key;
  }
}
