package dev.nightjar.streams;

import dev.nightjar.serving.collector.StreamRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A stream in memory that gives again what was not committed when it is opened anew. */
final class FakeSource implements StreamSource {
  final Deque<StreamRecord> stream = new ArrayDeque<>();
  final Deque<StreamRecord> held = new ArrayDeque<>();
  Runnable handover = () -> {};
  BooleanSupplier breaks = () -> false;
  boolean handsOver;
  volatile int committed;
  volatile int opened;

  void put(String... ids) {
    for (String id : ids) {
      String event = "{\"type\":\"page\",\"userId\":\"u\",\"messageId\":\"" + id + "\"}";
      stream.add(new StreamRecord(event.getBytes(StandardCharsets.UTF_8), null, id));
    }
  }

  synchronized StreamSource open(Runnable whenHandedOver) {
    handover = whenHandedOver;
    while (!held.isEmpty()) {
      stream.addFirst(held.removeLast());
    }
    opened++;
    return this;
  }

  @Override
  public synchronized List<StreamRecord> poll(Duration wait) throws IOException {
    if (breaks.getAsBoolean()) {
      throw new IOException("the broker is gone");
    }
    if (handsOver && !held.isEmpty()) {
      handsOver = false;
      handover.run();
    }
    if (stream.isEmpty()) {
      rest(Duration.ofMillis(1));
      return List.of();
    }
    StreamRecord next = stream.removeFirst();
    held.add(next);
    return List.of(next);
  }

  @Override
  public void rest(Duration wait) {
    try {
      TimeUnit.MILLISECONDS.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized void commit() {
    committed += held.size();
    held.clear();
  }

  @Override
  public boolean full() {
    return false;
  }

  @Override
  public long lag() {
    return stream.size();
  }

  @Override
  public long rebalances() {
    return 0;
  }

  @Override
  public String failure() {
    return "";
  }

  @Override
  public void close() {}
}
