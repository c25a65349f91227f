/** What every route shares: problems, JSON bytes, query strings, bodies, measurements. */
@NullMarked
package dev.nightjar.serving.http;

import org.jspecify.annotations.NullMarked;
