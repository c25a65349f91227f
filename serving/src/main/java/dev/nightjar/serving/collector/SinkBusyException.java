package dev.nightjar.serving.collector;

import java.io.IOException;

/** More is given to a sink at once than it can take; the same may be given again soon. */
public final class SinkBusyException extends IOException {
  private static final long serialVersionUID = 1L;

  public SinkBusyException(String message) {
    super(message);
  }
}
