package dev.nightjar.etl;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import dev.nightjar.etl.tables.Interactions;
import dev.nightjar.etl.tables.Users;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What may be learned from: silver keeps what was consented to when it happened, and the latest
 * decision of a person takes back what came before it.
 */
public final class Consented {

  private Consented() {}

  /** Rows of silver.interactions of persons who do not refuse personalization by now. */
  public static Dataset<Row> interactions(Lake lake) {
    Dataset<Row> refusing =
        lake.readOrEmpty(Users.TABLE)
            .where(not(col(Users.CONSENT_PERSONALIZATION)))
            .select(Users.PERSON_ID);
    return lake.read(Interactions.TABLE)
        .join(broadcast(refusing), new String[] {Interactions.PERSON_ID}, "left_anti");
  }
}
