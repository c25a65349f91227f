package dev.nightjar.training.ranker;

/** XGBoost cannot be used on this machine: there is no ranker, and the weights rank alone. */
public final class RankerUnavailableException extends Exception {
  private static final long serialVersionUID = 1L;

  RankerUnavailableException(Throwable cause) {
    super(
        "XGBoost cannot be used here (%s); on Linux it needs libgomp.so.1"
            .formatted(cause.getMessage()),
        cause);
  }
}
