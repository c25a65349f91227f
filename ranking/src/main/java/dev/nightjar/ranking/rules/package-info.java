/** What an operator wants of answers whatever the models say: rules, checked when they are made. */
@NullMarked
package dev.nightjar.ranking.rules;

import org.jspecify.annotations.NullMarked;
