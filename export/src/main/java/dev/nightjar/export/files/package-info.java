/** Single files of the lake through Hadoop's file systems. */
@NullMarked
package dev.nightjar.export.files;

import org.jspecify.annotations.NullMarked;
