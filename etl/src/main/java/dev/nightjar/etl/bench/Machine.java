package dev.nightjar.etl.bench;

import java.lang.management.ManagementFactory;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** What a measurement was made on. */
public final class Machine {

  private Machine() {}

  /** Machine, versions and the flags that matter. */
  public static String describe(SparkSession spark) {
    List<String> flags =
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(flag -> flag.startsWith("-X"))
            .toList();
    return System.getProperty("os.name")
        + " "
        + System.getProperty("os.arch")
        + ", "
        + Runtime.getRuntime().availableProcessors()
        + " cores, Java "
        + Runtime.version()
        + ", Spark "
        + spark.version()
        + " "
        + spark.sparkContext().master()
        + ", Delta "
        + io.delta.package$.MODULE$.VERSION()
        + ", flags "
        + String.join(" ", flags);
  }
}
