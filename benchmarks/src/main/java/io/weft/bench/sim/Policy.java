package io.weft.bench.sim;

import io.weft.model.LoadBalancing;

/** How a client chooses. */
enum Policy {
    ROUND_ROBIN("round robin", new LoadBalancing.RoundRobin()),
    RANDOM("random", new LoadBalancing.Random()),
    LEAST_REQUEST("least request of two", new LoadBalancing.LeastRequest(2)),
    PROBING("probing", LoadBalancing.Probing.DEFAULT),
    /** Sees all servers at this moment, and how heavy each request is. No client can. */
    ORACLE("oracle", new LoadBalancing.RoundRobin());

    final String title;
    final LoadBalancing balancing;

    Policy(String title, LoadBalancing balancing) {
        this.title = title;
        this.balancing = balancing;
    }
}
