package io.weft.bench.engine;

/** What a chain has beside routing, balancing, ejection and retries. */
public enum Parts {
    ALL("all"),
    NO_BREAKER("no breaker"),
    NO_TELEMETRY("no telemetry"),
    NEITHER("neither");

    final String title;

    Parts(String title) {
        this.title = title;
    }

    boolean breaker() {
        return this == ALL || this == NO_TELEMETRY;
    }

    boolean telemetry() {
        return this == ALL || this == NO_BREAKER;
    }
}
