/** What the jobs of the night go by: one record a concern, checked when made, read from conf. */
@NullMarked
package dev.nightjar.etl.rules;

import org.jspecify.annotations.NullMarked;
