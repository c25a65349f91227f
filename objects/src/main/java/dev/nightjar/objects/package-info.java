/**
 * Immutable objects in the lake without Hadoop: file:// and the S3 protocol behind one interface.
 */
@NullMarked
package dev.nightjar.objects;

import org.jspecify.annotations.NullMarked;
