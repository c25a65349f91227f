package dev.nightjar.streams;

import dev.nightjar.serving.collector.StreamRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Where the connector's records come from. What was polled and not committed comes again, here or
 * to another connector, after a crash, a failure or a change of hands. Used by one thread; the
 * figures may be asked for by any.
 */
public interface StreamSource extends AutoCloseable {

  /** Opens a source. */
  @FunctionalInterface
  interface Opener {
    /**
     * @param handover is told when a part of the stream goes to another reader, within {@link
     *     #poll} and {@link #rest}, while {@link #commit} still counts
     * @throws IOException when the broker cannot be reached or refuses
     */
    StreamSource open(Runnable handover) throws IOException;
  }

  /**
   * The next records, in the order of each part of the stream; none when none come in time.
   *
   * @throws IOException when the source is of no use any more: open another
   */
  List<StreamRecord> poll(Duration wait) throws IOException;

  /** Lets time pass without taking records and without losing what is held. */
  void rest(Duration wait) throws IOException;

  /** Everything that was polled is durable elsewhere and need not come again. */
  void commit() throws IOException;

  /** Whether it gives nothing more before {@link #commit}. */
  boolean full();

  /** Records in the stream that were not polled, as far as is known. */
  long lag();

  /** How often parts of the stream changed hands. */
  long rebalances();

  /** Why nothing can come just now; empty when what there is comes. */
  String failure();

  @Override
  void close();
}
