/** Short sentences that tell end users why an item is in their answer. */
@NullMarked
package dev.nightjar.serving.sentences;

import org.jspecify.annotations.NullMarked;
