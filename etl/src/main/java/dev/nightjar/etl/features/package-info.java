/** What is derived from clean events: the catalogue as of a night, sessions, features. */
@NullMarked
package dev.nightjar.etl.features;

import org.jspecify.annotations.NullMarked;
