package io.weft.runtime.upstream;

/**
 * How busy an endpoint is by its own account.
 *
 * @param inFlight requests that it has begun and not ended, of all its callers
 * @param latencyNanos what a request takes there lately when so many are in flight; 0 if it cannot tell yet
 */
public record LoadReport(int inFlight, long latencyNanos) implements LoadAnswer {}
