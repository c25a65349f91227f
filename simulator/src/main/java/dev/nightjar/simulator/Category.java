package dev.nightjar.simulator;

/**
 * A category of the shop with the context it does well in.
 *
 * @param weight how much of the crowd's interest it has
 * @param daypartLift factor on that interest for each {@link Daypart}
 * @param handheldLift factor on that interest on a phone or tablet
 */
record Category(
    int index,
    String department,
    String name,
    double weight,
    double[] daypartLift,
    double handheldLift) {

  /** The factor that a moment puts on this category. */
  double lift(Daypart daypart, Device device) {
    return daypartLift[daypart.ordinal()] * (device.handheld() ? handheldLift : 1 / handheldLift);
  }
}
