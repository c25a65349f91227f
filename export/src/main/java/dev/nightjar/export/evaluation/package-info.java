/** Blend weights learned and quality measured through the pipeline that serves. */
@NullMarked
package dev.nightjar.export.evaluation;

import org.jspecify.annotations.NullMarked;
