package io.weft.model;

import java.time.Duration;
import java.util.Optional;

/**
 * How connections to a cluster are kept (Istio's connectionPool, save its caps, which are {@link Thresholds}).
 *
 * @param maxRequestsPerConnection so many requests, then a connection is given up; 0 for any number
 * @param idleTimeout a connection without requests is given up after this time (Istio's default 1 h); empty for never
 * @param maxDuration a connection is given up at this age, when its requests are done; empty for never
 * @param keepAlive TCP probes on silent connections; empty for the system's default
 * @param maxConcurrentStreams requests at a time on one HTTP/2 connection; {@link Integer#MAX_VALUE} for no cap
 * @param pings on HTTP/2 connections; empty for none
 * @param clientProtocol whether a client that speaks several keeps the one that it is set up for, whatever
 *     {@link Cluster#protocol} says
 */
public record ConnectionPolicy(
        int maxRequestsPerConnection,
        Optional<Duration> idleTimeout,
        Optional<Duration> maxDuration,
        Optional<KeepAlive> keepAlive,
        int maxConcurrentStreams,
        Optional<Pings> pings,
        boolean clientProtocol) {

    /** Without pings, in the cluster's protocol. */
    public ConnectionPolicy(
            int maxRequestsPerConnection,
            Optional<Duration> idleTimeout,
            Optional<Duration> maxDuration,
            Optional<KeepAlive> keepAlive,
            int maxConcurrentStreams) {
        this(
                maxRequestsPerConnection,
                idleTimeout,
                maxDuration,
                keepAlive,
                maxConcurrentStreams,
                Optional.empty(),
                false);
    }

    /** Istio's defaults: given up after an hour without requests. */
    public static final ConnectionPolicy DEFAULT = new ConnectionPolicy(
            0, Optional.of(Duration.ofHours(1)), Optional.empty(), Optional.empty(), Integer.MAX_VALUE);

    /**
     * TCP keep-alive (SO_KEEPALIVE and its settings; Istio's tcpKeepalive).
     *
     * @param probes unanswered ones before the connection counts as dead; 0 for the system's default
     * @param time without traffic before the first probe; zero for the system's default
     * @param interval between probes; zero for the system's default
     */
    public record KeepAlive(int probes, Duration time, Duration interval) {}

    /**
     * PING frames of HTTP/2 (Istio's http2KeepAlive), whether or not requests are under way.
     *
     * @param interval between them
     * @param timeout without a word from the server after one of them, then the connection counts as dead
     */
    public record Pings(Duration interval, Duration timeout) {}
}
