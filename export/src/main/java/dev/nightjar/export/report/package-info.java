/** The evaluation of a night as a report for people: one content, written as Markdown and HTML. */
@NullMarked
package dev.nightjar.export.report;

import org.jspecify.annotations.NullMarked;
