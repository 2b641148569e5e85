package io.weft.control.translate;

import static io.weft.control.translate.Messages.duration;
import static io.weft.control.translate.Messages.uint32;

import io.envoyproxy.envoy.config.cluster.v3.CircuitBreakers;
import io.envoyproxy.envoy.config.cluster.v3.CircuitBreakers.Thresholds;
import io.envoyproxy.envoy.config.cluster.v3.UpstreamConnectionOptions;
import io.envoyproxy.envoy.config.core.v3.Http1ProtocolOptions;
import io.envoyproxy.envoy.config.core.v3.Http2ProtocolOptions;
import io.envoyproxy.envoy.config.core.v3.HttpProtocolOptions;
import io.envoyproxy.envoy.config.core.v3.KeepaliveSettings;
import io.envoyproxy.envoy.config.core.v3.TcpKeepalive;
import io.envoyproxy.envoy.extensions.upstreams.http.v3.HttpProtocolOptions.ExplicitHttpConfig;
import io.envoyproxy.envoy.extensions.upstreams.http.v3.HttpProtocolOptions.UseDownstreamHttpConfig;
import io.envoyproxy.envoy.type.v3.Percent;
import io.weft.control.config.ConnectionPoolSettings;
import io.weft.control.config.ConnectionPoolSettings.H2UpgradePolicy;
import io.weft.control.config.ConnectionPoolSettings.Http;
import io.weft.control.config.ConnectionPoolSettings.Tcp;
import io.weft.control.config.TrafficPolicy.RetryBudget;
import java.time.Duration;
import java.util.Optional;

/** Connection pool settings as Envoy's thresholds and protocol options. */
final class ConnectionPools {

    /** Under which the protocol options of a cluster are found. */
    static final String PROTOCOL_OPTIONS = "envoy.extensions.upstreams.http.v3.HttpProtocolOptions";

    /** The largest unsigned number, which is how Istio says "no limit". */
    private static final int UNLIMITED = -1;

    private static final double DEFAULT_BUDGET_PERCENT = 20;
    private static final int DEFAULT_BUDGET_FLOOR = 3;

    private ConnectionPools() {}

    static boolean upgradesToHttp2(ConnectionPoolSettings pool) {
        return pool.http()
                .filter(http -> http.h2UpgradePolicy() == H2UpgradePolicy.UPGRADE)
                .isPresent();
    }

    /** The thresholds; counts that are not set are unlimited, not Envoy's defaults. */
    static CircuitBreakers thresholds(Policy policy) {
        Optional<Http> http = policy.settings().connectionPool().flatMap(ConnectionPoolSettings::http);
        Optional<Tcp> tcp = policy.settings().connectionPool().flatMap(ConnectionPoolSettings::tcp);
        Thresholds.Builder thresholds = Thresholds.newBuilder()
                .setMaxConnections(uint32(limit(tcp.map(Tcp::maxConnections))))
                .setMaxPendingRequests(uint32(limit(http.map(Http::http1MaxPendingRequests))))
                .setMaxRequests(uint32(limit(http.map(Http::http2MaxRequests))));
        policy.retryBudget()
                .map(ConnectionPools::budget)
                .ifPresentOrElse(
                        thresholds::setRetryBudget,
                        () -> thresholds.setMaxRetries(uint32(limit(http.map(Http::maxRetries)))));
        return CircuitBreakers.newBuilder().addThresholds(thresholds).build();
    }

    private static int limit(Optional<Integer> count) {
        return count.filter(value -> value > 0).orElse(UNLIMITED);
    }

    private static Thresholds.RetryBudget budget(RetryBudget budget) {
        return Thresholds.RetryBudget.newBuilder()
                .setBudgetPercent(Percent.newBuilder().setValue(budget.percent().orElse(DEFAULT_BUDGET_PERCENT)))
                .setMinRetryConcurrency(uint32(budget.minRetryConcurrency().orElse(DEFAULT_BUDGET_FLOOR)))
                .build();
    }

    /** How endpoints are spoken to; empty for HTTP/1 with nothing set. */
    static Optional<io.envoyproxy.envoy.extensions.upstreams.http.v3.HttpProtocolOptions> protocol(
            Clusters.Source source) {
        HttpProtocolOptions common = source.policy()
                .settings()
                .connectionPool()
                .map(ConnectionPools::common)
                .orElse(HttpProtocolOptions.getDefaultInstance());
        boolean ofClient = source.policy()
                .settings()
                .connectionPool()
                .flatMap(ConnectionPoolSettings::http)
                .filter(Http::useClientProtocol)
                .isPresent();
        if (!source.isHttp2() && !ofClient && common.equals(HttpProtocolOptions.getDefaultInstance())) {
            return Optional.empty();
        }
        var options = io.envoyproxy.envoy.extensions.upstreams.http.v3.HttpProtocolOptions.newBuilder();
        if (ofClient) {
            options.setUseDownstreamProtocolConfig(UseDownstreamHttpConfig.newBuilder()
                    .setHttpProtocolOptions(Http1ProtocolOptions.getDefaultInstance())
                    .setHttp2ProtocolOptions(http2(source)));
        } else if (source.isHttp2()) {
            options.setExplicitHttpConfig(ExplicitHttpConfig.newBuilder().setHttp2ProtocolOptions(http2(source)));
        } else {
            options.setExplicitHttpConfig(
                    ExplicitHttpConfig.newBuilder().setHttpProtocolOptions(Http1ProtocolOptions.getDefaultInstance()));
        }
        if (!common.equals(HttpProtocolOptions.getDefaultInstance())) {
            options.setCommonHttpProtocolOptions(common);
        }
        return Optional.of(options.build());
    }

    private static HttpProtocolOptions common(ConnectionPoolSettings pool) {
        HttpProtocolOptions.Builder common = HttpProtocolOptions.newBuilder();
        pool.http()
                .flatMap(Http::idleTimeout)
                .or(() -> pool.tcp().flatMap(Tcp::idleTimeout))
                .ifPresent(timeout -> common.setIdleTimeout(duration(timeout)));
        pool.tcp()
                .flatMap(Tcp::maxConnectionDuration)
                .ifPresent(most -> common.setMaxConnectionDuration(duration(most)));
        pool.http()
                .map(Http::maxRequestsPerConnection)
                .filter(most -> most > 0)
                .ifPresent(most -> common.setMaxRequestsPerConnection(uint32(most)));
        return common.build();
    }

    private static Http2ProtocolOptions http2(Clusters.Source source) {
        Http2ProtocolOptions.Builder http2 = Http2ProtocolOptions.newBuilder();
        Optional<Http> http = source.policy().settings().connectionPool().flatMap(ConnectionPoolSettings::http);
        http.map(Http::maxConcurrentStreams)
                .filter(most -> most > 0)
                .ifPresent(most -> http2.setMaxConcurrentStreams(uint32(most)));
        http.flatMap(Http::http2KeepAlive)
                .ifPresent(pings -> http2.setConnectionKeepalive(KeepaliveSettings.newBuilder()
                        .setInterval(duration(pings.interval().orElse(Duration.ZERO)))
                        .setTimeout(duration(pings.timeout().orElse(Duration.ZERO)))));
        return http2.build();
    }

    /** The probes on silent TCP connections, if any are written. */
    static Optional<UpstreamConnectionOptions> tcp(Policy policy) {
        return policy.settings()
                .connectionPool()
                .flatMap(ConnectionPoolSettings::tcp)
                .flatMap(Tcp::tcpKeepalive)
                .map(probes -> {
                    TcpKeepalive.Builder alive = TcpKeepalive.newBuilder();
                    if (probes.probes() > 0) {
                        alive.setKeepaliveProbes(uint32(probes.probes()));
                    }
                    probes.time().ifPresent(time -> alive.setKeepaliveTime(uint32((int) time.toSeconds())));
                    probes.interval().ifPresent(time -> alive.setKeepaliveInterval(uint32((int) time.toSeconds())));
                    return UpstreamConnectionOptions.newBuilder()
                            .setTcpKeepalive(alive)
                            .build();
                });
    }
}
