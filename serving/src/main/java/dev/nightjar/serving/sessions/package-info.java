/** What people did just now, bounded and expiring, in memory or in a Redis that servers share. */
@NullMarked
package dev.nightjar.serving.sessions;

import org.jspecify.annotations.NullMarked;
