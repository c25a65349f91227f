package dev.nightjar.export.evaluation;

import dev.nightjar.contract.OwnItems;
import dev.nightjar.contract.UserRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What kind of person was asked about, by what was known before the cut-off.
 *
 * @param events positive interactions of the person
 * @param visitor {@code unknown} to the night, {@code new} when met on a single day, else {@code
 *     returning}
 * @param segment segment, {@link UserRecord#NO_SEGMENT} without
 * @param device what they mostly came with in the period asked about, null when nobody said
 */
record Profile(double events, String visitor, int segment, @Nullable String device) {
  private static final double ONE_DAY = 1;

  /** Of what a snapshot holds of a person, if anything. */
  static Profile of(@Nullable UserRecord user, @Nullable String device) {
    return user == null
        ? new Profile(0, "unknown", UserRecord.NO_SEGMENT, device)
        : new Profile(events(user.own()), visitor(user.own()), user.segment(), device);
  }

  /** The slices this person is in but for those that depend on the others, {@code kind:value}. */
  List<String> slices() {
    List<String> slices = new ArrayList<>(List.of("visitor:" + visitor));
    if (segment != UserRecord.NO_SEGMENT) {
      slices.add("segment:" + segment);
    }
    if (device != null) {
      slices.add("device:" + device);
    }
    return slices;
  }

  private static double events(OwnItems own) {
    double events = 0;
    for (float count : own.counts()) {
      events += count;
    }
    return events;
  }

  private static String visitor(OwnItems own) {
    double first = 0;
    double last = Double.MAX_VALUE;
    for (int i = 0; i < own.size(); i++) {
      first = Math.max(first, own.daysSince()[i] + own.spans()[i]);
      last = Math.min(last, own.daysSince()[i]);
    }
    return first - last >= ONE_DAY ? "returning" : "new";
  }
}
