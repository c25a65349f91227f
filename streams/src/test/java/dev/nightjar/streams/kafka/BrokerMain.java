package dev.nightjar.streams.kafka;

import kafka.Kafka;
import kafka.tools.StorageTool;

/** Kafka's own main class, over a folder that is formatted where it is new. */
final class BrokerMain {
  private BrokerMain() {}

  /** Takes the properties file of the broker. */
  public static void main(String[] args) {
    String[] format = {
      "format", "--ignore-formatted", "--cluster-id", "4L6g3nShT-eMCtK--X86sw", "--config", args[0]
    };
    int code = StorageTool.execute(format, System.err);
    if (code != 0) {
      System.exit(code);
    }
    Kafka.main(args);
  }
}
