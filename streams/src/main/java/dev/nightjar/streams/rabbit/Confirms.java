package dev.nightjar.streams.rabbit;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** What of a channel is published and not confirmed. Thread-safe. */
final class Confirms {
  private final ConcurrentNavigableMap<Long, CompletableFuture<@Nullable Void>> open =
      new ConcurrentSkipListMap<>();

  /** Something is about to be published under this number. */
  CompletableFuture<@Nullable Void> expect(long number) {
    CompletableFuture<@Nullable Void> confirm = new CompletableFuture<>();
    open.put(number, confirm);
    return confirm;
  }

  /** The broker has it, or all up to it. */
  void taken(long number, boolean multiple) {
    for (CompletableFuture<@Nullable Void> confirm : remove(number, multiple)) {
      confirm.complete(null);
    }
  }

  /** The broker has not. */
  void refused(long number, boolean multiple) {
    for (CompletableFuture<@Nullable Void> confirm : remove(number, multiple)) {
      confirm.completeExceptionally(new IOException("RabbitMQ did not keep the events"));
    }
  }

  /** Nothing more is confirmed. */
  void lost(String why) {
    for (CompletableFuture<@Nullable Void> confirm : remove(Long.MAX_VALUE, true)) {
      confirm.completeExceptionally(new IOException(why));
    }
  }

  private List<CompletableFuture<@Nullable Void>> remove(long number, boolean multiple) {
    ConcurrentNavigableMap<Long, CompletableFuture<@Nullable Void>> some =
        multiple ? open.headMap(number, true) : open.subMap(number, true, number, true);
    List<CompletableFuture<@Nullable Void>> removed = List.copyOf(some.values());
    some.clear();
    return removed;
  }
}
