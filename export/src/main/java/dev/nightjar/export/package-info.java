/**
 * Top-k candidates to a RocksDB snapshot: build, verify, evaluate, gate, publish; ships the batch
 * jar.
 */
@NullMarked
package dev.nightjar.export;

import org.jspecify.annotations.NullMarked;
