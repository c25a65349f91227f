/** What the server says about itself: health, metrics, interface description, console. */
@NullMarked
package dev.nightjar.serving.pages;

import org.jspecify.annotations.NullMarked;
