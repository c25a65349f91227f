/**
 * The language in which a request says what items it wants: read once into conditions, bound to the
 * columns of a snapshot, and asked of items without looking at their metadata.
 */
@NullMarked
package dev.nightjar.ranking.filter;

import org.jspecify.annotations.NullMarked;
