/** The path from landed files to silver, beside Spark's own JSON reader and Delta write. */
@NullMarked
package dev.nightjar.etl.bench;

import org.jspecify.annotations.NullMarked;
