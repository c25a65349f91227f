/** Javalin server over ranking: HTTP, sessions, event collector, snapshot watcher. */
@NullMarked
package dev.nightjar.serving;

import org.jspecify.annotations.NullMarked;
