/** The operator's rules: read from a file, checked, and read again when it changes. */
@NullMarked
package dev.nightjar.serving.rules;

import org.jspecify.annotations.NullMarked;
