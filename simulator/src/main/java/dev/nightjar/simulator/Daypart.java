package dev.nightjar.simulator;

/** Four parts of the day, each six hours long. */
enum Daypart {
  NIGHT,
  MORNING,
  DAY,
  EVENING;

  static final int COUNT = 4;
  static final int HOURS = 6;

  static Daypart ofHour(int hour) {
    return values()[hour / HOURS];
  }
}
