package io.weft.parity;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A recorded policy with Envoy's defaults where it says nothing. */
final class RecordedPolicy {

    private RecordedPolicy() {}

    static Map<String, String> fields(JsonNode effective) {
        PolicyFields fields = new PolicyFields();
        balancing(fields, effective);
        connections(fields, effective);
        if (effective.has("outlierDetection")) {
            outliers(fields, effective.path("outlierDetection"));
        }
        return fields.put("panicPercent", effective.path("panicPercent").asInt())
                .put("rule", effective.path("rule").asString(""))
                .fields();
    }

    private static void balancing(PolicyFields fields, JsonNode effective) {
        String policy = effective.path("lbPolicy").asString();
        fields.put("lbPolicy", policy).put("hashPolicy", hashPolicies(effective.path("hashPolicy")));
        if (policy.equals("RING_HASH")) {
            fields.put(
                    "ring.minimumRingSize",
                    effective
                            .path("ring_hash_lb_config")
                            .path("minimum_ring_size")
                            .asLong(PolicyFields.RING_SIZE));
        }
        if (policy.equals("MAGLEV")) {
            fields.put(
                    "maglev.tableSize",
                    effective.path("maglev_lb_config").path("table_size").asLong(PolicyFields.TABLE_SIZE));
        }
        for (String config : new String[] {"round_robin_lb_config", "least_request_lb_config"}) {
            JsonNode slowStart = effective.path(config).path("slow_start_config");
            if (!slowStart.isMissingNode()) {
                fields.put(
                        "slowStart",
                        PolicyFields.slowStart(
                                duration(slowStart.path("slow_start_window"), Duration.ZERO),
                                slowStart
                                        .path("aggression")
                                        .path("default_value")
                                        .asDouble(1),
                                slowStart
                                        .path("min_weight_percent")
                                        .path("value")
                                        .asDouble(10)));
            }
        }
    }

    private static String hashPolicies(JsonNode policies) {
        return policies.valueStream().map(RecordedPolicy::hashPolicy).collect(Collectors.joining(", "));
    }

    private static String hashPolicy(JsonNode policy) {
        if (policy.has("header")) {
            return "header " + policy.path("header").path("header_name").asString();
        }
        if (policy.has("query_parameter")) {
            return "query parameter "
                    + policy.path("query_parameter").path("name").asString();
        }
        if (policy.has("cookie")) {
            JsonNode cookie = policy.path("cookie");
            return "cookie " + cookie.path("name").asString()
                    + cookie.path("path").asString("")
                    + (cookie.has("ttl") ? " for " + duration(cookie.path("ttl"), Duration.ZERO) : "");
        }
        return policy.path("connection_properties").path("source_ip").asBoolean() ? "source IP" : policy.toString();
    }

    private static void connections(PolicyFields fields, JsonNode effective) {
        JsonNode thresholds = effective.path("thresholds");
        for (String cap : new String[] {"max_connections", "max_pending_requests", "max_requests", "max_retries"}) {
            fields.put("thresholds." + cap, thresholds.path(cap).asLong(PolicyFields.UNLIMITED));
        }
        JsonNode options = effective.path("httpOptions");
        fields.put("connectTimeout", duration(effective.path("connectTimeout"), Duration.ZERO))
                .put("protocol", effective.path("protocol").asString())
                .put("idleTimeout", duration(options.path("idle_timeout"), PolicyFields.IDLE_TIMEOUT))
                .put("maxConnectionDuration", duration(options.path("max_connection_duration"), Duration.ZERO))
                .put(
                        "maxRequestsPerConnection",
                        options.path("max_requests_per_connection").asLong(0))
                .put(
                        "maxConcurrentStreams",
                        effective.path("maxConcurrentStreams").asLong(PolicyFields.UNLIMITED));
        JsonNode keepAlive = effective.path("keepalive");
        if (!keepAlive.isMissingNode()) {
            fields.put(
                    "keepalive",
                    PolicyFields.keepAlive(
                            keepAlive.path("keepalive_probes").asLong(0),
                            keepAlive.path("keepalive_time").asLong(0),
                            keepAlive.path("keepalive_interval").asLong(0)));
        }
        if (effective.has("tls")) {
            fields.put("tls", "SNI " + effective.path("tls").path("sni").asString(""));
        }
    }

    private static void outliers(PolicyFields fields, JsonNode outliers) {
        boolean split = outliers.path("split_external_local_origin_errors").asBoolean(false);
        fields.put("outlierDetection.consecutive5xx", row(outliers, "consecutive_5xx", 100))
                .put("outlierDetection.consecutiveGatewayFailure", row(outliers, "consecutive_gateway_failure", 0))
                .put("outlierDetection.interval", duration(outliers.path("interval"), Duration.ofSeconds(10)))
                .put(
                        "outlierDetection.baseEjectionTime",
                        duration(outliers.path("base_ejection_time"), Duration.ofSeconds(30)))
                .put(
                        "outlierDetection.maxEjectionPercent",
                        outliers.path("max_ejection_percent").asInt(10))
                .put("outlierDetection.splitExternalLocalOriginErrors", split)
                .put(
                        "outlierDetection.consecutiveLocalOriginFailure",
                        row(outliers, "consecutive_local_origin_failure", 100))
                .put(
                        "outlierDetection.successRate",
                        outliers.path("enforcing_success_rate").asInt(100));
    }

    /** So many in a row eject; 0 for never. */
    private static int row(JsonNode outliers, String field, int enforced) {
        return outliers.path("enforcing_" + field).asInt(enforced) > 0
                ? outliers.path(field).asInt(5)
                : 0;
    }

    private static Duration duration(JsonNode text, Duration otherwise) {
        return text.isMissingNode() ? otherwise : Duration.parse("PT" + text.asString());
    }
}
