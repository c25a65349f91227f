/** Asks recorded requests again and compares the answers. */
@NullMarked
package dev.nightjar.serving.replay;

import org.jspecify.annotations.NullMarked;
