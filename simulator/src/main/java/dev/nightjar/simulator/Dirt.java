package dev.nightjar.simulator;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * What goes wrong between a device and the lake. An otherwise clean event meets at most one fate;
 * lines of any other kind land untouched.
 */
final class Dirt {
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final List<String> NOBODY =
      List.of("null", "anonymous", "00000000-0000-0000-0000-000000000000");

  private final DirtShares shares;
  private final Consumer<LandedLine> lake;

  Dirt(DirtShares shares, Consumer<LandedLine> lake) {
    this.shares = shares;
    this.lake = lake;
  }

  /** Lands an event that is of a kind other than clean. */
  void land(LineKind kind, EventDraft event) {
    lake.accept(new LandedLine(event.receivedMillis(), kind, event.line()));
  }

  /** Lands an event with whatever befalls it. */
  void land(SplittableRandom random, EventDraft event) {
    switch (fate(random.nextDouble())) {
      case MALFORMED -> text(LineKind.MALFORMED, event, malformed(random, event));
      case WRONG_TYPE -> text(LineKind.WRONG_TYPE, event, wrongType(random, event));
      case DUPLICATE -> {
        land(LineKind.CLEAN, event);
        long left = DAY - 1 - Math.floorMod(event.receivedMillis(), DAY);
        long delay = Math.min(left, random.nextLong(2 * HOUR));
        lake.accept(
            new LandedLine(event.receivedMillis() + delay, LineKind.DUPLICATE, event.line()));
      }
      case RESEND -> {
        land(LineKind.CLEAN, event);
        land(LineKind.RESEND, event.withReceived(event.receivedMillis() + DAY));
      }
      case LATE_WITHIN ->
          land(
              LineKind.LATE_WITHIN,
              event.withReceived(event.receivedMillis() + DAY + random.nextLong(6 * HOUR)));
      case LATE_BEYOND ->
          land(LineKind.LATE_BEYOND, event.withReceived(event.receivedMillis() + 5 * DAY));
      case CLOCK_FUTURE ->
          land(LineKind.CLOCK_FUTURE, event.withAt(event.atMillis() + years(random, 2, 5)));
      case CLOCK_PAST ->
          land(LineKind.CLOCK_PAST, event.withAt(event.atMillis() - years(random, 5, 20)));
      case PLACEHOLDER ->
          land(LineKind.PLACEHOLDER, event.withIds("", NOBODY.get(random.nextInt(NOBODY.size()))));
      default -> land(LineKind.CLEAN, event);
    }
  }

  private LineKind fate(double draw) {
    double[] bounds = {
      shares.malformed(),
      shares.wrongType(),
      shares.duplicate(),
      shares.resend(),
      shares.lateWithin(),
      shares.lateBeyond(),
      shares.clockFuture(),
      shares.clockPast(),
      shares.placeholder()
    };
    LineKind[] kinds = {
      LineKind.MALFORMED,
      LineKind.WRONG_TYPE,
      LineKind.DUPLICATE,
      LineKind.RESEND,
      LineKind.LATE_WITHIN,
      LineKind.LATE_BEYOND,
      LineKind.CLOCK_FUTURE,
      LineKind.CLOCK_PAST,
      LineKind.PLACEHOLDER
    };
    double left = draw;
    for (int i = 0; i < bounds.length; i++) {
      left -= bounds[i];
      if (left < 0) {
        return kinds[i];
      }
    }
    return LineKind.CLEAN;
  }

  private void text(LineKind kind, EventDraft event, String text) {
    lake.accept(new LandedLine(event.receivedMillis(), kind, text));
  }

  private static String malformed(SplittableRandom random, EventDraft event) {
    String line = event.line();
    return switch (random.nextInt(3)) {
      case 0 -> line.substring(0, line.length() / 4 + random.nextInt(line.length() / 2));
      case 1 -> "<html><body><h1>502 Bad Gateway</h1></body></html>";
      default -> JsonText.time(event.atMillis()) + ";" + event.name() + ";" + event.anonymousId();
    };
  }

  private static String wrongType(SplittableRandom random, EventDraft event) {
    return switch (random.nextInt(3)) {
      case 0 -> event.json(JsonText.time(event.atMillis()), "\"none\"");
      case 1 -> event.json("yesterday at noon", event.body());
      default -> event.line().replaceFirst("\"type\":\"[a-z]+\"", "\"type\":\"happening\"");
    };
  }

  private static long years(SplittableRandom random, int from, int to) {
    return 365 * DAY * random.nextInt(from, to + 1);
  }
}
