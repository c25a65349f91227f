package dev.nightjar.serving.bench;

/**
 * What a server was seen to do under load.
 *
 * @param perSecond requests answered a second
 * @param p50 median of the latency in microseconds
 * @param p99 its 99th percentile
 * @param cpu the server's processor time a request, in microseconds
 */
record Load(double perSecond, double p50, double p99, double cpu) {}
