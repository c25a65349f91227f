/** JDK only: what two separately deployed programs must agree on, byte for byte. */
@NullMarked
package dev.nightjar.contract;

import org.jspecify.annotations.NullMarked;
