/** What is written down of answers once they are given: exposures, and requests to be repeated. */
@NullMarked
package dev.nightjar.serving.recording;

import org.jspecify.annotations.NullMarked;
