/** The server beside a bare route that returns the same bytes. */
@NullMarked
package dev.nightjar.serving.bench;

import org.jspecify.annotations.NullMarked;
