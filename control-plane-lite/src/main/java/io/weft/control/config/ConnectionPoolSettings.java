package io.weft.control.config;

import java.time.Duration;
import java.util.Optional;

/** Limits on connections and calls. A count that is 0 means unset (Istio's reading). */
public record ConnectionPoolSettings(Optional<Tcp> tcp, Optional<Http> http) {

    /**
     * @param connectTimeout empty means the mesh's, 10 s
     * @param idleTimeout of TCP connections
     */
    public record Tcp(
            int maxConnections,
            Optional<Duration> connectTimeout,
            Optional<Keepalive> tcpKeepalive,
            Optional<Duration> maxConnectionDuration,
            Optional<Duration> idleTimeout) {}

    /** Probes on idle TCP connections; 0 and empty mean the system's. */
    public record Keepalive(int probes, Optional<Duration> time, Optional<Duration> interval) {}

    /**
     * These hold for HTTP/1 and HTTP/2 alike, whatever their names say.
     *
     * @param idleTimeout empty means 1 h
     */
    public record Http(
            int http1MaxPendingRequests,
            int http2MaxRequests,
            int maxRequestsPerConnection,
            int maxRetries,
            Optional<Duration> idleTimeout,
            H2UpgradePolicy h2UpgradePolicy,
            boolean useClientProtocol,
            int maxConcurrentStreams,
            Optional<Http2Keepalive> http2KeepAlive) {}

    /** PING frames on HTTP/2 connections. */
    public record Http2Keepalive(Optional<Duration> interval, Optional<Duration> timeout) {}

    /** Whether HTTP/1 calls leave as HTTP/2. */
    public enum H2UpgradePolicy {
        DEFAULT,
        DO_NOT_UPGRADE,
        UPGRADE
    }
}
