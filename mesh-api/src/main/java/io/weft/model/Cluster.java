package io.weft.model;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A named set of endpoints and the policy for calling them (Envoy's Cluster with its ClusterLoadAssignment).
 *
 * @param name Istio's {@code outbound|9080|v1|reviews.default.svc.cluster.local}
 * @param protocol what the endpoints speak
 * @param endpoints all of them, of all priorities; may be empty
 * @param loadBalancing how one is chosen
 * @param outlierDetection when one is put aside; empty for never
 * @param panicPercent with fewer usable endpoints than this share of all, all are used (Envoy's
 *     healthy_panic_threshold, Istio's minHealthPercent); 0 for never
 * @param thresholds caps on concurrency
 * @param connectTimeout for one connection attempt (Istio's default 10 s)
 * @param connections how connections are kept and given up
 * @param localities the shares of localities among each other; empty where only endpoints have weights
 * @param tls how connections are secured; empty for plaintext
 * @param guard what protects the destination beyond Istio's own rules; empty for nothing
 * @param service the service's host name, for errors and telemetry
 * @param subset the subset's name; empty for none
 * @param origin where its policy was written: {@code file:line}, or the DestinationRule's name; empty if unknown
 */
public record Cluster(
        String name,
        Protocol protocol,
        List<Endpoint> endpoints,
        LoadBalancing loadBalancing,
        Optional<OutlierDetection> outlierDetection,
        int panicPercent,
        Thresholds thresholds,
        Duration connectTimeout,
        ConnectionPolicy connections,
        Map<Locality, Integer> localities,
        Optional<UpstreamTls> tls,
        Optional<Guard> guard,
        String service,
        String subset,
        String origin) {

    /** What the endpoints of a cluster speak; TLS is a matter apart. */
    public enum Protocol {
        HTTP1,
        /** HTTP/2 with prior knowledge; gRPC too. */
        HTTP2
    }

    public Cluster {
        endpoints = List.copyOf(endpoints);
        localities = Map.copyOf(localities);
    }

    /** A plaintext one without anything beyond the basic policy. */
    public Cluster(
            String name,
            Protocol protocol,
            List<Endpoint> endpoints,
            LoadBalancing loadBalancing,
            Optional<OutlierDetection> outlierDetection,
            int panicPercent,
            Thresholds thresholds,
            Duration connectTimeout,
            String service,
            String subset,
            String origin) {
        this(
                name,
                protocol,
                endpoints,
                loadBalancing,
                outlierDetection,
                panicPercent,
                thresholds,
                connectTimeout,
                ConnectionPolicy.DEFAULT,
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                service,
                subset,
                origin);
    }

    /** The same policy over other endpoints. */
    public Cluster withEndpoints(List<Endpoint> others, Map<Locality, Integer> shares) {
        return new Cluster(
                name,
                protocol,
                others,
                loadBalancing,
                outlierDetection,
                panicPercent,
                thresholds,
                connectTimeout,
                connections,
                shares,
                tls,
                guard,
                service,
                subset,
                origin);
    }
}
