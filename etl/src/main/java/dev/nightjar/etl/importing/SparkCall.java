package dev.nightjar.etl.importing;

import org.apache.spark.SparkException;
import org.apache.spark.sql.AnalysisException;

/**
 * A call into Spark that says which checked exceptions it throws: Spark's Scala methods throw them
 * without declaring it, and Java refuses to catch what nobody declares.
 */
@FunctionalInterface
interface SparkCall<T> {

  T run() throws AnalysisException, SparkException;
}
