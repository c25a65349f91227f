/**
 * From landed files to checked, typed rows: file checks, line splitting, strict parsing, masking.
 */
@NullMarked
package dev.nightjar.etl.landing;

import org.jspecify.annotations.NullMarked;
