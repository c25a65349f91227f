/** Fetches, verifies, warms and swaps the snapshot that is served. */
@NullMarked
package dev.nightjar.serving.snapshots;

import org.jspecify.annotations.NullMarked;
