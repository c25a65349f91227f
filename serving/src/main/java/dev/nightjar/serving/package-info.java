/** The server: its main class, its settings and how its parts are put together. */
@NullMarked
package dev.nightjar.serving;

import org.jspecify.annotations.NullMarked;
