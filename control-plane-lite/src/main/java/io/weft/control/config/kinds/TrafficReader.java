package io.weft.control.config.kinds;

import io.weft.control.config.ClientTlsSettings;
import io.weft.control.config.ConnectionPoolSettings;
import io.weft.control.config.ConnectionPoolSettings.H2UpgradePolicy;
import io.weft.control.config.DestinationRule;
import io.weft.control.config.LoadBalancerSettings;
import io.weft.control.config.OutlierDetection;
import io.weft.control.config.TrafficPolicy;
import io.weft.control.config.schema.Node;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** A DestinationRule from its checked tree. */
final class TrafficReader {

    private TrafficReader() {}

    static DestinationRule destinationRule(Node spec) {
        Node selector = spec.get("workloadSelector").orElse(spec.absent("workloadSelector"));
        return new DestinationRule(
                spec.text("host").orElse(""),
                spec.get("trafficPolicy").map(TrafficReader::policy),
                Values.list(spec, "subsets", TrafficReader::subset),
                spec.texts("exportTo"),
                Values.texts(selector, "matchLabels"));
    }

    private static DestinationRule.Subset subset(Node subset) {
        return new DestinationRule.Subset(
                subset.text("name").orElse(""),
                Values.texts(subset, "labels"),
                subset.get("trafficPolicy").map(TrafficReader::policy),
                subset.at());
    }

    private static TrafficPolicy policy(Node policy) {
        return new TrafficPolicy(
                settings(policy),
                Values.list(
                        policy,
                        "portLevelSettings",
                        port -> new TrafficPolicy.PortTrafficPolicy(
                                port.get("port")
                                        .map(selector -> (int) selector.number("number"))
                                        .orElse(0),
                                settings(port))),
                policy.get("retryBudget")
                        .map(budget -> new TrafficPolicy.RetryBudget(
                                Values.decimal(budget, "percent"),
                                Values.integer(budget, "minRetryConcurrency"),
                                Values.duration(budget, "budgetInterval"))));
    }

    private static TrafficPolicy.Settings settings(Node policy) {
        return new TrafficPolicy.Settings(
                policy.get("connectionPool").map(TrafficReader::pool),
                policy.get("loadBalancer").map(TrafficReader::balancer),
                policy.get("outlierDetection").map(TrafficReader::outlier),
                policy.get("tls").map(TrafficReader::tls));
    }

    static ConnectionPoolSettings pool(Node pool) {
        return new ConnectionPoolSettings(
                pool.get("tcp").map(TrafficReader::tcp), pool.get("http").map(TrafficReader::http));
    }

    private static ConnectionPoolSettings.Tcp tcp(Node tcp) {
        return new ConnectionPoolSettings.Tcp(
                (int) tcp.number("maxConnections"),
                Values.duration(tcp, "connectTimeout"),
                tcp.get("tcpKeepalive")
                        .map(alive -> new ConnectionPoolSettings.Keepalive(
                                (int) alive.number("probes"),
                                Values.duration(alive, "time"),
                                Values.duration(alive, "interval"))),
                Values.duration(tcp, "maxConnectionDuration"),
                Values.duration(tcp, "idleTimeout"));
    }

    private static ConnectionPoolSettings.Http http(Node http) {
        return new ConnectionPoolSettings.Http(
                (int) http.number("http1MaxPendingRequests"),
                (int) http.number("http2MaxRequests"),
                (int) http.number("maxRequestsPerConnection"),
                (int) http.number("maxRetries"),
                Values.duration(http, "idleTimeout"),
                Values.word(http, "h2UpgradePolicy", H2UpgradePolicy.class).orElse(H2UpgradePolicy.DEFAULT),
                http.flag("useClientProtocol"),
                (int) http.number("maxConcurrentStreams"),
                http.get("http2KeepAlive")
                        .map(alive -> new ConnectionPoolSettings.Http2Keepalive(
                                Values.duration(alive, "interval"), Values.duration(alive, "timeout"))));
    }

    private static LoadBalancerSettings balancer(Node balancer) {
        Optional<LoadBalancerSettings.Warmup> older = Values.duration(balancer, "warmupDurationSecs")
                .map(duration ->
                        new LoadBalancerSettings.Warmup(duration, OptionalDouble.empty(), OptionalDouble.empty()));
        return new LoadBalancerSettings(
                Values.word(balancer, "simple", LoadBalancerSettings.Simple.class),
                balancer.get("consistentHash").map(TrafficReader::hash),
                balancer.get("localityLbSetting").map(LocalityReader::locality),
                balancer.get("zoneAwareLbSetting").map(LocalityReader::zoneAware),
                balancer.get("warmup").map(TrafficReader::warmup).or(() -> older));
    }

    private static LoadBalancerSettings.Warmup warmup(Node warmup) {
        return new LoadBalancerSettings.Warmup(
                Values.duration(warmup, "duration").orElse(Duration.ZERO),
                Values.decimal(warmup, "minimumPercent"),
                Values.decimal(warmup, "aggression"));
    }

    private static LoadBalancerSettings.ConsistentHash hash(Node hash) {
        OptionalLong older = Values.whole(hash, "minimumRingSize");
        Optional<Node> ring = hash.get("ringHash");
        Optional<Node> maglev = hash.get("maglev");
        return new LoadBalancerSettings.ConsistentHash(
                hash.text("httpHeaderName"),
                hash.get("httpCookie").map(TrafficReader::cookie),
                hash.flag("useSourceIp"),
                hash.text("httpQueryParameterName"),
                ring.map(node -> Values.whole(node, "minimumRingSize")).orElse(older),
                maglev.map(node -> OptionalLong.of((long) node.number("tableSize")))
                        .orElse(OptionalLong.empty()));
    }

    private static LoadBalancerSettings.Cookie cookie(Node cookie) {
        Map<String, String> attributes = new LinkedHashMap<>();
        cookie.items("attributes")
                .forEach(attribute -> attributes.put(
                        attribute.text("name").orElse(""),
                        attribute.text("value").orElse("")));
        return new LoadBalancerSettings.Cookie(
                cookie.text("name").orElse(""), cookie.text("path"), Values.duration(cookie, "ttl"), attributes);
    }

    static OutlierDetection outlier(Node outlier) {
        return new OutlierDetection(
                Values.integer(outlier, "consecutive5xxErrors"),
                Values.integer(outlier, "consecutiveGatewayErrors"),
                outlier.flag("splitExternalLocalOriginErrors"),
                Values.integer(outlier, "consecutiveLocalOriginFailures"),
                Values.duration(outlier, "interval"),
                Values.duration(outlier, "baseEjectionTime"),
                (int) outlier.number("maxEjectionPercent"),
                (int) outlier.number("minHealthPercent"),
                Values.list(outlier, "outlierDetectionHttpErrorCodes", code -> (int) code.number()));
    }

    private static ClientTlsSettings tls(Node tls) {
        return new ClientTlsSettings(
                Values.word(tls, "mode", ClientTlsSettings.Mode.class).orElse(ClientTlsSettings.Mode.DISABLE),
                tls.text("clientCertificate"),
                tls.text("privateKey"),
                tls.text("caCertificates"),
                tls.text("credentialName"),
                tls.texts("subjectAltNames"),
                tls.text("sni"),
                tls.flag("insecureSkipVerify"),
                tls.text("caCrl"));
    }
}
