/** What people did just now, in memory, bounded and expiring. */
@NullMarked
package dev.nightjar.serving.sessions;

import org.jspecify.annotations.NullMarked;
