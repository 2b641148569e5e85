package io.weft.control.translate;

import static io.weft.control.translate.Messages.ADS;
import static io.weft.control.translate.Messages.duration;

import com.google.protobuf.Any;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.CommonLbConfig;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.CommonLbConfig.LocalityWeightedLbConfig;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.DiscoveryType;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.EdsClusterConfig;
import io.envoyproxy.envoy.config.core.v3.Http2ProtocolOptions;
import io.envoyproxy.envoy.type.v3.Percent;
import io.weft.control.config.ConfigObject;
import io.weft.control.config.ConnectionPoolSettings;
import io.weft.control.config.ConnectionPoolSettings.Tcp;
import io.weft.control.config.DestinationRule.Subset;
import io.weft.control.config.MeshDefaults;
import io.weft.control.config.OutlierDetection;
import io.weft.control.config.TrafficGuard;
import io.weft.control.config.TrafficPolicy;
import io.weft.control.registry.MeshService;
import io.weft.control.registry.MeshService.Resolution;
import io.weft.control.registry.ServicePort;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Makes the Cluster of a service's port, or of a subset of it. */
final class Clusters {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final Rules rules;

    Clusters(Rules rules) {
        this.rules = rules;
    }

    /** What a cluster is made from. */
    record Source(
            ClusterName name,
            MeshService service,
            ServicePort port,
            Optional<MergedRule> rule,
            Optional<Subset> subset,
            Optional<ConfigObject<TrafficGuard>> guard,
            MeshDefaults mesh) {

        Policy policy() {
            return Policy.of(
                            rule.flatMap(merged -> merged.object().spec().trafficPolicy()),
                            subset.flatMap(Subset::trafficPolicy),
                            port.number())
                    .over(mesh);
        }

        LocalityPolicy localities() {
            return LocalityPolicy.of(policy().settings(), mesh);
        }

        /** What the endpoints carry. */
        Map<String, String> labels() {
            return subset.map(Subset::labels).orElse(Map.of());
        }

        boolean isHttp2() {
            Optional<ConnectionPoolSettings> pool = policy().settings().connectionPool();
            return port.protocol().isHttp2()
                    || pool.filter(ConnectionPools::upgradesToHttp2).isPresent();
        }
    }

    /** What a name stands for to a client; empty if there is no such service, port or subset. */
    Optional<Source> source(ClientScope client, String name) {
        return ClusterName.parse(name)
                .flatMap(parsed -> rules.services()
                        .find(parsed.host(), client.namespace())
                        .flatMap(service ->
                                service.port(parsed.port()).flatMap(port -> source(client, parsed, service, port))));
    }

    private Optional<Source> source(ClientScope client, ClusterName name, MeshService service, ServicePort port) {
        Optional<MergedRule> rule = rules.destinationRules().find(client, service);
        Optional<Subset> subset = rule.flatMap(merged -> merged.subset(name.subset()));
        return name.subset().isEmpty() || subset.isPresent()
                ? Optional.of(new Source(
                        name,
                        service,
                        port,
                        rule,
                        subset,
                        rules.guards().find(client, service, name.subset()),
                        rules.mesh().defaults()))
                : Optional.empty();
    }

    Optional<Cluster> cluster(ClientScope client, String name) {
        return source(client, name)
                .map(source -> client.kind() == ClientKind.GRPC
                        ? new GrpcClusters(rules.services()).adapt(build(client, source), source)
                        : forHttp(client, source));
    }

    private Cluster forHttp(ClientScope client, Source source) {
        ClientKind kind = client.kind();
        Cluster.Builder cluster = build(client, source);
        ConnectionPools.protocol(source)
                .ifPresent(options ->
                        cluster.putTypedExtensionProtocolOptions(ConnectionPools.PROTOCOL_OPTIONS, Any.pack(options)));
        UpstreamTlsContexts.of(source).ifPresent(cluster::setTransportSocket);
        if (kind == ClientKind.WEFT && source.isHttp2()) {
            // An Envoy refuses both ways of saying it at once; our runtime reads this one.
            setHttp2(cluster);
        }
        if (kind == ClientKind.WEFT) {
            source.guard().ifPresent(guard -> GuardMessages.apply(guard, cluster));
        }
        if (kind == ClientKind.ENVOY && DnsClusters.isDns(source)) {
            DiscoveryType type = source.service().resolution() == Resolution.DNS_ROUND_ROBIN
                    ? DiscoveryType.LOGICAL_DNS
                    : DiscoveryType.STRICT_DNS;
            DnsClusters.apply(cluster, type, DnsClusters.names(source, rules.services()));
        }
        return cluster.build();
    }

    @SuppressWarnings("deprecation") // says all that is needed in one field
    private static void setHttp2(Cluster.Builder cluster) {
        cluster.setHttp2ProtocolOptions(Http2ProtocolOptions.getDefaultInstance());
    }

    private static Cluster.Builder build(ClientScope client, Source source) {
        TrafficPolicy.Settings settings = source.policy().settings();
        Cluster.Builder cluster = Cluster.newBuilder()
                .setName(source.name().toString())
                .setType(DiscoveryType.EDS)
                .setEdsClusterConfig(EdsClusterConfig.newBuilder()
                        .setEdsConfig(ADS)
                        .setServiceName(source.name().toString()))
                .setConnectTimeout(duration(connectTimeout(settings)))
                .setCircuitBreakers(ConnectionPools.thresholds(source.policy()))
                .setCommonLbConfig(CommonLbConfig.newBuilder().setHealthyPanicThreshold(panicThreshold(settings)))
                .setMetadata(Provenance.ofCluster(source));
        ConnectionPools.tcp(source.policy()).ifPresent(cluster::setUpstreamConnectionOptions);
        if (source.localities().weighsLocalities(client.locality())) {
            cluster.getCommonLbConfigBuilder()
                    .setLocalityWeightedLbConfig(LocalityWeightedLbConfig.getDefaultInstance());
        }
        LoadBalancers.apply(cluster, settings.loadBalancer());
        settings.outlierDetection().map(Outliers::translate).ifPresent(cluster::setOutlierDetection);
        return cluster;
    }

    private static Duration connectTimeout(TrafficPolicy.Settings settings) {
        return settings.connectionPool()
                .flatMap(ConnectionPoolSettings::tcp)
                .flatMap(Tcp::connectTimeout)
                .orElse(CONNECT_TIMEOUT);
    }

    /** Always said: Envoy's own default is 50 %, Istio's is never. */
    private static Percent panicThreshold(TrafficPolicy.Settings settings) {
        return Percent.newBuilder()
                .setValue(settings.outlierDetection()
                        .map(OutlierDetection::minHealthPercent)
                        .orElse(0))
                .build();
    }
}
