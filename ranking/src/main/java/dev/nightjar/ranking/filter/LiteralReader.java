package dev.nightjar.ranking.filter;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads a value, and refuses one that the field beside it cannot have. */
final class LiteralReader {
  private static final int DAY_LENGTH = "2026-01-31".length();

  private LiteralReader() {}

  static Literal read(Token token, Field field) {
    Literal literal =
        switch (token.kind()) {
          case TEXT -> text(token, field);
          case NUMBER -> number(token);
          case TIME -> moment(token);
          case NAME -> flag(token);
          default -> null;
        };
    if (literal == null) {
      boolean bare = token.kind() == Token.Kind.NAME;
      throw Tokens.wrong(
          token.column(),
          "expected "
              + field.type().expected()
              + ", found "
              + token.shown()
              + (bare ? "; put texts in quotes" : ""));
    }
    if (!fits(literal, field.type())) {
      throw Tokens.wrong(
          token.column(),
          field.name()
              + " is compared with "
              + field.type().expected()
              + ", not with "
              + literal.what());
    }
    return literal;
  }

  private static boolean fits(Literal literal, Field.Type type) {
    return switch (type) {
      case TEXT -> literal instanceof Literal.Text;
      case NUMBER -> literal instanceof Literal.Number;
      case TIME -> literal instanceof Literal.Moment;
      case PROPERTY -> !(literal instanceof Literal.Moment);
    };
  }

  /** Beside a time a text is one as well, for those who are used to quotes. */
  private static Literal text(Token token, Field field) {
    return field.type() == Field.Type.TIME ? moment(token) : new Literal.Text(token.text());
  }

  private static Literal number(Token token) {
    double value = Double.parseDouble(token.text());
    if (Double.isInfinite(value)) {
      throw Tokens.wrong(token.column(), "the number " + token.shown() + " is too large");
    }
    return new Literal.Number(value + 0.0);
  }

  private static @Nullable Literal flag(Token token) {
    return token.isWord("true") || token.isWord("false")
        ? new Literal.Flag(token.isWord("true"))
        : null;
  }

  private static Literal moment(Token token) {
    String text = token.text().toUpperCase(Locale.ROOT);
    try {
      if (text.length() == DAY_LENGTH) {
        LocalDate day = LocalDate.parse(text);
        return new Literal.Moment(text, millis(start(day)), millis(start(day.plusDays(1))));
      }
      double from = millis(OffsetDateTime.parse(text).toInstant());
      return new Literal.Moment(text, from, from + 1);
    } catch (DateTimeException e) {
      throw Tokens.wrong(
          token.column(), "expected " + Field.Type.TIME.expected() + ", found " + token.shown());
    }
  }

  private static Instant start(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static double millis(Instant instant) {
    return instant.toEpochMilli();
  }
}
