package io.weft.xds.decode;

import com.google.protobuf.UInt32Value;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.core.v3.TcpKeepalive;
import io.weft.model.ConnectionPolicy;
import io.weft.proto.envoy.v3.HttpProtocolOptions;
import java.time.Duration;
import java.util.Optional;

/** How connections to a cluster are kept, with Envoy's defaults. */
final class ConnectionDecoder {

    private ConnectionDecoder() {}

    static ConnectionPolicy decode(Cluster cluster, HttpProtocolOptions options, Field at) {
        HttpProtocolOptions.Common common = options.getCommonHttpProtocolOptions();
        HttpProtocolOptions.Http2 http2 = options.hasUseDownstreamProtocolConfig()
                ? options.getUseDownstreamProtocolConfig().getHttp2ProtocolOptions()
                : options.getExplicitHttpConfig().getHttp2ProtocolOptions();
        UInt32Value streams = http2.getMaxConcurrentStreams();
        return new ConnectionPolicy(
                Values.clamped(common.getMaxRequestsPerConnection()),
                common.hasIdleTimeout()
                        ? positive(Values.duration(common.getIdleTimeout(), at.in("idle_timeout")))
                        : ConnectionPolicy.DEFAULT.idleTimeout(),
                positive(Values.duration(common.getMaxConnectionDuration(), at.in("max_connection_duration"))),
                cluster.getUpstreamConnectionOptions().hasTcpKeepalive()
                        ? Optional.of(
                                keepAlive(cluster.getUpstreamConnectionOptions().getTcpKeepalive()))
                        : Optional.empty(),
                streams.getValue() == 0 ? Integer.MAX_VALUE : Values.clamped(streams),
                pings(http2.getConnectionKeepalive(), at.in("connection_keepalive")),
                options.hasUseDownstreamProtocolConfig());
    }

    private static Optional<ConnectionPolicy.Pings> pings(HttpProtocolOptions.Keepalive keepalive, Field at) {
        Optional<Duration> interval = positive(Values.duration(keepalive.getInterval(), at.in("interval")));
        Optional<Duration> timeout = positive(Values.duration(keepalive.getTimeout(), at.in("timeout")));
        return interval.isEmpty() || timeout.isEmpty()
                ? Optional.empty()
                : Optional.of(new ConnectionPolicy.Pings(interval.get(), timeout.get()));
    }

    /** Zero is how Envoy says never. */
    private static Optional<Duration> positive(Duration time) {
        return Optional.of(time).filter(duration -> !duration.isZero());
    }

    private static ConnectionPolicy.KeepAlive keepAlive(TcpKeepalive probes) {
        return new ConnectionPolicy.KeepAlive(
                Values.clamped(probes.getKeepaliveProbes()),
                Duration.ofSeconds(Values.clamped(probes.getKeepaliveTime())),
                Duration.ofSeconds(Values.clamped(probes.getKeepaliveInterval())));
    }
}
