/**
 * A snapshot on this machine's disk: written, verified, opened, swapped. The only package that
 * knows RocksDB.
 */
@NullMarked
package dev.nightjar.ranking.store;

import org.jspecify.annotations.NullMarked;
