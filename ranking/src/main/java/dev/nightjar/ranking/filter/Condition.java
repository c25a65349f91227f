package dev.nightjar.ranking.filter;

import java.util.List;
import java.util.stream.Collectors;

/** What a filter asks for, as it was read; equal conditions ask for the same in the same words. */
sealed interface Condition {
  /** The condition as a filter spells it. */
  String spelled();

  /** All of two or more. */
  record AllOf(List<Condition> parts) implements Condition {
    @Override
    public String spelled() {
      return parts.stream()
          .map(
              part ->
                  part instanceof AnyOf || part instanceof AllOf ? bracketed(part) : part.spelled())
          .collect(Collectors.joining(" and "));
    }
  }

  /** Any of two or more. */
  record AnyOf(List<Condition> parts) implements Condition {
    @Override
    public String spelled() {
      return parts.stream()
          .map(part -> part instanceof AnyOf ? bracketed(part) : part.spelled())
          .collect(Collectors.joining(" or "));
    }
  }

  /** The opposite of one. */
  record Not(Condition part) implements Condition {
    @Override
    public String spelled() {
      boolean several = part instanceof AllOf || part instanceof AnyOf;
      return "not " + (several ? bracketed(part) : part.spelled());
    }
  }

  /** A field beside one value, or several after {@code in}. */
  record Comparison(Field field, Operator operator, List<Literal> values) implements Condition {
    @Override
    public String spelled() {
      String given = values.stream().map(Literal::spelled).collect(Collectors.joining(", "));
      boolean several = operator == Operator.IN || operator == Operator.NOT_IN;
      return field.spelled()
          + " "
          + operator.spelling()
          + " "
          + (several ? "(" + given + ")" : given);
    }
  }

  /** That a field has a value at all. */
  record Known(Field field) implements Condition {
    @Override
    public String spelled() {
      return field.spelled() + " is known";
    }
  }

  private static String bracketed(Condition part) {
    return "(" + part.spelled() + ")";
  }
}
