/** Manifest, verification, the CURRENT pointer and the night's lease. */
@NullMarked
package dev.nightjar.export.publish;

import org.jspecify.annotations.NullMarked;
