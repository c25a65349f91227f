/** The local file system as Hadoop sees it, for lakes that are a folder. */
@NullMarked
package dev.nightjar.etl.local;

import org.jspecify.annotations.NullMarked;
