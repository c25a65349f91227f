package dev.nightjar.contract;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a night stores of one person's answer under one policy: the order, and what else of the
 * person an answer in that order needs, so that it costs one read. See
 * docs/formats/candidate-value.md for the bytes.
 *
 * @param order the first places of the answer
 * @param person null where nothing is said of the person: the person's own value has it
 */
public record OrderValue(PersonOrder order, @Nullable Person person) {
  /** Nothing stored. */
  public static final OrderValue NONE = new OrderValue(PersonOrder.NONE, null);

  /** The newest format written. */
  public static final int CURRENT = 2;

  private static final int MIN = 1;
  private static final String WHAT = "an order value";

  /**
   * What an answer needs of the person beside the order.
   *
   * @param segment the person's segment, or {@link UserRecord#NO_SEGMENT}
   * @param newcomers the first newcomers that the answer may hold, best first, {@link
   *     #MOST_NEWCOMERS} at the most; fewer are all
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Person(int segment, int[] newcomers) {
    /** How many newcomers are kept. */
    public static final int MOST_NEWCOMERS = 8;

    @Override
    public boolean equals(Object other) {
      return other instanceof Person that
          && segment == that.segment
          && Arrays.equals(newcomers, that.newcomers);
    }

    @Override
    public int hashCode() {
      return Objects.hash(segment, Arrays.hashCode(newcomers));
    }
  }

  /**
   * The value's bytes in the current format.
   *
   * @throws IllegalStateException without a person, which is an older format
   */
  public byte[] encode() {
    if (person == null) {
      throw new IllegalStateException("an order value is written with its person");
    }
    ValueWriter out = new ValueWriter(CURRENT);
    order.write(out);
    out.integer(person.segment());
    out.ints(person.newcomers());
    return out.toBytes();
  }

  /** Reads a stored value of any format this program knows. */
  public static OrderValue decode(byte[] value) {
    ValueReader in = new ValueReader(WHAT, value);
    int version = in.version(MIN, CURRENT);
    PersonOrder order = PersonOrder.read(in);
    Person person = version == 1 ? null : new Person(in.integer(), in.ints(in.count(4)));
    in.end();
    return new OrderValue(order, person);
  }
}
