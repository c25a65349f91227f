/**
 * The embedded S3-protocol endpoint for one machine and for tests: S3Proxy over a directory, on
 * loopback.
 */
@NullMarked
package dev.nightjar.endpoint;

import org.jspecify.annotations.NullMarked;
