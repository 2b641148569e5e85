package io.weft.model;

/** Why a call did not end with the upstream's own answer, in Envoy's letters. */
public enum ResponseFlag {
    /** No route configured. */
    NR("no route matches"),
    /** No such cluster. */
    NC("the route names a cluster that does not exist"),
    /** No healthy upstream. */
    UH("no usable endpoint"),
    /** Upstream connection failure. */
    UF("no connection to the endpoint"),
    /** Upstream connection termination. */
    UC("the endpoint closed the connection"),
    /** Upstream remote reset. */
    UR("the endpoint reset the stream"),
    /** Upstream overflow: a threshold, or a breaker, which Envoy has no letters for. */
    UO("overflow: a threshold is reached, or the breaker is open"),
    /** Local rate limit. */
    RL("too many calls (rate limit)"),
    /** Upstream retry limit exceeded. */
    URX("the retries are used up"),
    /** Upstream request timeout. */
    UT("the timeout ran out"),
    /** Downstream connection termination. */
    DC("the caller gave up"),
    /** Delay injected. */
    DI("delayed by a fault rule"),
    /** Fault injected. */
    FI("aborted by a fault rule"),
    /** Black hole: a host outside the registry while only registered hosts may be called. */
    BH(
            "the host is not in the registry: add a ServiceEntry, or let unknown hosts pass (outboundTrafficPolicy ALLOW_ANY)");

    private final String meaning;

    ResponseFlag(String meaning) {
        this.meaning = meaning;
    }

    /** For people, in a few words. */
    public String meaning() {
        return meaning;
    }
}
