package io.weft.bench.engine;

/** How much a chain has. */
public enum Parts {
    /** All that {@link Chain} names. */
    ALL,
    /** Neither breaker nor telemetry. */
    BARE
}
