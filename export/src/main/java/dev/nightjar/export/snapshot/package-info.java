/** One builder for the snapshots of all windows: item index, store files, sentinels. */
@NullMarked
package dev.nightjar.export.snapshot;

import org.jspecify.annotations.NullMarked;
