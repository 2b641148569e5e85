package io.weft.control.config.kinds;

import io.weft.control.config.Codes;
import io.weft.control.config.schema.Findings;
import io.weft.control.config.schema.GoDuration;
import io.weft.control.config.schema.Node;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What holds for a DestinationRule and the blocks of its policies. */
final class TrafficRules {

    private TrafficRules() {}

    static void destinationRule(Node spec, Visibility visibility, Findings findings) {
        spec.get("host").ifPresent(host -> DomainNames.requireWildcard(host, findings));
        Set<String> names = new HashSet<>();
        for (Node subset : spec.items("subsets")) {
            subset.get("name")
                    .filter(name -> !names.add(name.text()))
                    .ifPresent(name -> findings.error(name, "the subset `" + name.text() + "` is defined twice"));
        }
        visibility.check(spec, false, findings);
        if (spec.get("workloadSelector").isPresent()) {
            visibility.checkSelected(spec, findings);
        }
    }

    static void subset(Node subset, Findings findings) {
        subset.get("name").ifPresent(name -> DestinationRules.subset(name, findings));
        Labels.require(subset, "labels", findings);
    }

    static void trafficPolicy(Node policy, Findings findings) {
        boolean said = policy.fields().keySet().stream()
                .filter(field -> !field.equals("portLevelSettings"))
                .anyMatch(field -> policy.get(field).isPresent());
        if (!said && policy.items("portLevelSettings").isEmpty()) {
            findings.error(policy, "a policy needs at least one field");
        }
        if (policy.get("tunnel").isPresent() && policy.get("proxyProtocol").isPresent()) {
            findings.error(policy, "a policy cannot have both `tunnel` and `proxyProtocol`");
        }
        failoverNeedsEjection(policy, findings);
    }

    static void portTrafficPolicy(Node policy, Findings findings) {
        if (policy.get("port").isEmpty()) {
            findings.error(policy, "`port` is missing");
        }
        if (List.of("connectionPool", "loadBalancer", "outlierDetection", "tls").stream()
                .noneMatch(field -> policy.get(field).isPresent())) {
            findings.error(policy, "a port's policy needs at least one block");
        }
        failoverNeedsEjection(policy, findings);
    }

    private static void failoverNeedsEjection(Node policy, Findings findings) {
        policy.get("loadBalancer")
                .flatMap(balancer -> balancer.get("localityLbSetting"))
                .ifPresent(locality -> {
                    boolean failover = !locality.items("failover").isEmpty()
                            || !locality.items("failoverPriority").isEmpty();
                    if (failover && policy.get("outlierDetection").isEmpty()) {
                        findings.warning(Codes.NO_EFFECT, locality, "failover has no effect without outlierDetection");
                    }
                });
    }

    static void connectionPool(Node pool, Findings findings) {
        if (pool.get("tcp").isEmpty() && pool.get("http").isEmpty()) {
            findings.error(pool, "a connectionPool needs `tcp`, `http` or both");
        }
    }

    static void httpPool(Node http, Findings findings) {
        notNegative(
                http,
                findings,
                "http1MaxPendingRequests",
                "http2MaxRequests",
                "maxRequestsPerConnection",
                "maxRetries",
                "maxConcurrentStreams");
        if (http.text("h2UpgradePolicy").orElse("").equals("UPGRADE") && http.flag("useClientProtocol")) {
            findings.error(http, "useClientProtocol cannot go with h2UpgradePolicy UPGRADE");
        }
        http.get("h2UpgradePolicy")
                .filter(policy -> policy.text().equals("UPGRADE"))
                .ifPresent(policy -> findings.warning(
                        Codes.NOT_APPLIED,
                        policy,
                        "HttpClient (RestClient, RestTemplate, Feign) speaks HTTP/1.1 only, and its calls stay that:"
                                + " use WebClient or gRPC for HTTP/2"));
        http.get("http2KeepAlive").ifPresent(keepAlive -> {
            for (String field : List.of("interval", "timeout")) {
                if (keepAlive.get(field).isEmpty()) {
                    findings.error(keepAlive, "`" + field + "` is missing");
                }
            }
        });
    }

    static void tcpPool(Node tcp, Findings findings) {
        notNegative(tcp, findings, "maxConnections");
        // less than a millisecond means none, but what is more than that must be in whole ones
        tcp.get("idleTimeout").ifPresent(idle -> {
            Duration duration = GoDuration.parse(idle.text()).orElse(Duration.ZERO);
            boolean none = duration.abs().toMillis() == 0;
            if (!none && (duration.isNegative() || duration.toNanosPart() % 1_000_000 != 0)) {
                findings.error(idle, "must be in whole milliseconds and not negative, not " + idle.text());
            }
        });
    }

    private static void notNegative(Node node, Findings findings, String... fields) {
        for (String field : fields) {
            node.get(field)
                    .filter(value -> value.number() < 0)
                    .ifPresent(value -> findings.error(value, "must not be negative"));
        }
    }

    static void outlierDetection(Node outlier, Findings findings) {
        outlier.get("consecutiveErrors")
                .filter(errors -> errors.number() != 0)
                .ifPresent(errors -> findings.warning(
                        Codes.DEPRECATED,
                        errors,
                        "is without effect; use consecutive5xxErrors or consecutiveGatewayErrors"));
        outlier.get("consecutiveLocalOriginFailures")
                .filter(failures -> failures.number() > 0 && !outlier.flag("splitExternalLocalOriginErrors"))
                .ifPresent(failures -> findings.errorAtKey(failures, "needs splitExternalLocalOriginErrors: true"));
        for (String field : List.of("maxEjectionPercent", "minHealthPercent")) {
            outlier.get(field)
                    .filter(percent -> percent.number() < 0 || percent.number() > 100)
                    .ifPresent(percent -> findings.error(percent, "must be between 0 and 100, not " + percent.text()));
        }
    }

    static void tunnel(Node tunnel, Findings findings) {
        tunnel.get("protocol")
                .filter(protocol -> !List.of("", "CONNECT", "POST").contains(protocol.text()))
                .ifPresent(
                        protocol -> findings.error(protocol, "must be CONNECT or POST, not `" + protocol.text() + "`"));
        tunnel.get("targetHost")
                .filter(host -> !Addresses.isIp(host.text()))
                .ifPresent(host -> DomainNames.fqdnFault(host.text()).ifPresent(fault -> findings.error(host, fault)));
        tunnel.get("targetPort").ifPresent(port -> Addresses.requirePort(port, findings));
    }
}
