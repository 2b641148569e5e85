package io.weft.xds.decode;

import io.grpc.xds.shaded.io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.weft.model.Endpoint;
import io.weft.model.Locality;
import io.weft.proto.envoy.v3.HttpProtocolOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Envoy's Cluster. */
final class ClusterDecoder {

    private static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final double DEFAULT_PANIC_PERCENT = 50;

    private ClusterDecoder() {}

    static Resource decode(Cluster cluster) {
        Field at = Field.ROOT;
        if (!cluster.hasType()) {
            throw at.in("cluster_type").malformed("is not supported");
        }
        return switch (cluster.getType()) {
            case EDS ->
                new Resource.ClusterPolicy(
                        policy(cluster, List.of(), Map.of(), at),
                        Optional.of(loadAssignment(cluster)),
                        weighsLocalities(cluster));
            // Host names are resolved when they are dialled.
            case STATIC, STRICT_DNS, LOGICAL_DNS ->
                new Resource.ClusterPolicy(
                        policy(
                                cluster,
                                LoadAssignmentDecoder.endpoints(cluster.getLoadAssignment(), at.in("load_assignment")),
                                weighsLocalities(cluster)
                                        ? LoadAssignmentDecoder.localities(cluster.getLoadAssignment())
                                        : Map.of(),
                                at),
                        Optional.empty(),
                        weighsLocalities(cluster));
            case ORIGINAL_DST, UNRECOGNIZED -> throw at.in("type").malformed(cluster.getType() + " is not supported");
        };
    }

    private static boolean weighsLocalities(Cluster cluster) {
        return cluster.getCommonLbConfig().hasLocalityWeightedLbConfig();
    }

    private static String loadAssignment(Cluster cluster) {
        String service = cluster.getEdsClusterConfig().getServiceName();
        return service.isEmpty() ? cluster.getName() : service;
    }

    private static io.weft.model.Cluster policy(
            Cluster cluster, List<Endpoint> endpoints, Map<Locality, Integer> localities, Field at) {
        ClusterIdentity identity = ClusterIdentity.of(cluster);
        HttpProtocolOptions options = ProtocolDecoder.options(cluster, at);
        return new io.weft.model.Cluster(
                cluster.getName(),
                ProtocolDecoder.decode(cluster, options),
                endpoints,
                GuardDecoder.balancing(cluster.getMetadata(), at)
                        .orElseGet(() -> LoadBalancingDecoder.decode(cluster, at)),
                cluster.hasOutlierDetection()
                        ? Optional.of(OutlierDecoder.decode(cluster, at.in("outlier_detection")))
                        : Optional.empty(),
                panicPercent(cluster),
                ThresholdsDecoder.decode(cluster.getCircuitBreakers()),
                cluster.hasConnectTimeout()
                        ? Values.duration(cluster.getConnectTimeout(), at.in("connect_timeout"))
                        : DEFAULT_CONNECT_TIMEOUT,
                ConnectionDecoder.decode(cluster, options, at),
                localities,
                UpstreamTlsDecoder.decode(cluster, at),
                GuardDecoder.ofCluster(cluster.getMetadata(), at),
                identity.service(),
                identity.subset(),
                Values.origin(cluster.getMetadata()));
    }

    private static int panicPercent(Cluster cluster) {
        double percent = cluster.getCommonLbConfig().hasHealthyPanicThreshold()
                ? cluster.getCommonLbConfig().getHealthyPanicThreshold().getValue()
                : DEFAULT_PANIC_PERCENT;
        return (int) Math.round(Math.max(0, Math.min(100, percent)));
    }
}
