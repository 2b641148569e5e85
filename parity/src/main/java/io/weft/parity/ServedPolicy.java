package io.weft.parity;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.weft.model.ConnectionPolicy;
import io.weft.model.HashPolicy;
import io.weft.model.LoadBalancing;
import io.weft.model.OutlierDetection;
import io.weft.model.Thresholds;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A policy of ours: what the runtime made of the cluster it was sent,
 * and of the message itself what the runtime does not look at.
 *
 * @param hashing of the route that leads to the cluster when no rule says otherwise
 */
record ServedPolicy(Cluster message, io.weft.model.Cluster decoded, List<HashPolicy> hashing) {

    Map<String, String> fields() {
        PolicyFields fields = new PolicyFields();
        balancing(fields);
        connections(fields);
        decoded.outlierDetection().ifPresent(outliers -> outliers(fields, outliers));
        return fields.put("panicPercent", decoded.panicPercent())
                .put("rule", rule())
                .fields();
    }

    private void balancing(PolicyFields fields) {
        LoadBalancing balancing = decoded.loadBalancing();
        fields.put("lbPolicy", envoysName(balancing))
                .put("hashPolicy", hashing.stream().map(ServedPolicy::text).collect(Collectors.joining(", ")));
        if (balancing instanceof LoadBalancing.RingHash ring) {
            fields.put("ring.minimumRingSize", ring.minimumSize());
        }
        if (balancing instanceof LoadBalancing.Maglev maglev) {
            fields.put("maglev.tableSize", maglev.tableSize());
        }
        balancing
                .warmup()
                .ifPresent(warmup -> fields.put(
                        "slowStart",
                        PolicyFields.slowStart(warmup.window(), warmup.aggression(), warmup.minimumPercent())));
    }

    private static String envoysName(LoadBalancing balancing) {
        return balancing
                .getClass()
                .getSimpleName()
                .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
                .toUpperCase(Locale.ROOT);
    }

    private static String text(HashPolicy policy) {
        if (policy instanceof HashPolicy.Header header) {
            return "header " + header.name();
        }
        if (policy instanceof HashPolicy.QueryParameter parameter) {
            return "query parameter " + parameter.name();
        }
        if (policy instanceof HashPolicy.Cookie cookie) {
            return "cookie " + cookie.name() + cookie.path()
                    + cookie.ttl().map(ttl -> " for " + ttl).orElse("");
        }
        return "source IP";
    }

    private void connections(PolicyFields fields) {
        Thresholds caps = decoded.thresholds();
        ConnectionPolicy connections = decoded.connections();
        fields.put("thresholds.max_connections", caps.maxConnections())
                .put("thresholds.max_pending_requests", caps.maxPendingRequests())
                .put("thresholds.max_requests", caps.maxRequests())
                .put("thresholds.max_retries", caps.maxRetries())
                .put("connectTimeout", decoded.connectTimeout())
                .put("protocol", decoded.protocol() == io.weft.model.Cluster.Protocol.HTTP2 ? "http2" : "http1")
                .put("idleTimeout", connections.idleTimeout().orElse(Duration.ZERO))
                .put("maxConnectionDuration", connections.maxDuration().orElse(Duration.ZERO))
                .put("maxRequestsPerConnection", connections.maxRequestsPerConnection())
                .put("maxConcurrentStreams", connections.maxConcurrentStreams());
        connections
                .keepAlive()
                .ifPresent(probes -> fields.put(
                        "keepalive",
                        PolicyFields.keepAlive(
                                probes.probes(),
                                probes.time().toSeconds(),
                                probes.interval().toSeconds())));
        decoded.tls().ifPresent(tls -> fields.put("tls", "SNI " + tls.sni().orElse("")));
    }

    private void outliers(PolicyFields fields, OutlierDetection outliers) {
        fields.put("outlierDetection.consecutive5xx", outliers.consecutive5xx())
                .put("outlierDetection.consecutiveGatewayFailure", outliers.consecutiveGatewayErrors())
                .put("outlierDetection.interval", outliers.interval())
                .put("outlierDetection.baseEjectionTime", outliers.baseEjectionTime())
                .put("outlierDetection.maxEjectionPercent", outliers.maxEjectionPercent())
                .put("outlierDetection.splitExternalLocalOriginErrors", outliers.splitLocalOriginErrors())
                .put("outlierDetection.consecutiveLocalOriginFailure", outliers.consecutiveLocalOriginFailures())
                // Our runtime knows no success rate; an Envoy must be told not to look at it.
                .put(
                        "outlierDetection.successRate",
                        message.getOutlierDetection().getEnforcingSuccessRate().getValue());
    }

    /** {@code namespace/name} of the DestinationRule that decided, empty if there was none. */
    private String rule() {
        String path = message.getMetadata()
                .getFilterMetadataOrDefault("istio", Struct.getDefaultInstance())
                .getFieldsOrDefault("config", Value.getDefaultInstance())
                .getStringValue();
        String[] parts = path.split("/");
        return parts.length < 4 ? "" : parts[parts.length - 3] + "/" + parts[parts.length - 1];
    }
}
