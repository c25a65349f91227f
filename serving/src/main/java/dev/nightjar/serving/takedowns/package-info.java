/** The commands that take items down and restore them without a night. */
@NullMarked
package dev.nightjar.serving.takedowns;

import org.jspecify.annotations.NullMarked;
