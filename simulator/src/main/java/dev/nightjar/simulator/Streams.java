package dev.nightjar.simulator;

import java.util.SplittableRandom;

/**
 * Independent random streams, one for each purpose, entity and day. Because no stream depends on
 * how much another was used, a longer or larger world begins with the same days as a shorter one.
 */
enum Streams {
  CATEGORY,
  NICHE,
  ITEM,
  PERSON,
  TASTE,
  HEAT,
  VISITS,
  LINES,
  BOT,
  FEED,
  LIVE;

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  /** The stream of this purpose for an entity on a day. */
  SplittableRandom of(long seed, long entity, long day) {
    long state = mix(seed + GOLDEN * (ordinal() + 1));
    state = mix(state ^ (entity * 0xD6E8FEB86659FD93L));
    return new SplittableRandom(mix(state + GOLDEN * day));
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
