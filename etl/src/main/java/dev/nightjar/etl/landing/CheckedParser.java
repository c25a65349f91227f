package dev.nightjar.etl.landing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightjar.etl.expectations.RowChecks;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** A parser whose rows must keep the declared rules as well; a line that breaks one is refused. */
final class CheckedParser implements LineParser {

  private static final long serialVersionUID = 1L;

  private final LineParser parser;
  private final RowChecks.ForSchema checks;

  private CheckedParser(LineParser parser, RowChecks.ForSchema checks) {
    this.parser = parser;
    this.checks = checks;
  }

  static LineParser of(LineParser parser, RowChecks checks) {
    return checks.isEmpty() ? parser : new CheckedParser(parser, checks.on(parser.schema()));
  }

  @Override
  public StructType schema() {
    return parser.schema();
  }

  @Override
  public Parsed parse(ObjectNode line, LandedFile file, long lineNumber) throws Refusal {
    Parsed parsed = parser.parse(line, file, lineNumber);
    Optional<RowChecks.Broken> broken = checks.firstBroken(parsed.row());
    if (broken.isPresent()) {
      throw new Refusal(broken.get().rule(), broken.get().expected());
    }
    return parsed;
  }

  @Override
  public @Nullable Parsed parseQuickly(byte[] line, LandedFile file, long lineNumber) {
    Parsed parsed = parser.parseQuickly(line, file, lineNumber);
    return parsed == null || checks.firstBroken(parsed.row()).isPresent() ? null : parsed;
  }

  @Override
  public String hash(String text) {
    return parser.hash(text);
  }
}
