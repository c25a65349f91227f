/** Refused lines: seeing them and bringing them back. */
@NullMarked
package dev.nightjar.export.quarantine;

import org.jspecify.annotations.NullMarked;
