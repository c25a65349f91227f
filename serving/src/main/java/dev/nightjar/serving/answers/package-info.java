/** Recommendations over HTTP: requests in, ranked items out. */
@NullMarked
package dev.nightjar.serving.answers;

import org.jspecify.annotations.NullMarked;
