package io.weft.control.translate;

import static io.weft.control.translate.Messages.uint32;

import io.envoyproxy.envoy.config.cluster.v3.CircuitBreakers;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.DiscoveryType;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.EdsClusterConfig;
import io.envoyproxy.envoy.config.core.v3.AggregatedConfigSource;
import io.envoyproxy.envoy.config.core.v3.ConfigSource;
import io.weft.control.registry.ServiceEndpoint;
import io.weft.control.registry.Services;
import java.util.List;

/** Narrows a cluster to what stock gRPC accepts and understands. */
final class GrpcClusters {

    private static final int UNLIMITED = -1;

    private final Services services;

    GrpcClusters(Services services) {
        this.services = services;
    }

    /** A cluster without endpoints: calls to it fail at once. */
    static Cluster empty(String name) {
        return Cluster.newBuilder()
                .setName(name)
                .setType(DiscoveryType.EDS)
                .setEdsClusterConfig(EdsClusterConfig.newBuilder()
                        .setServiceName(name)
                        .setEdsConfig(ConfigSource.newBuilder().setAds(AggregatedConfigSource.getDefaultInstance())))
                .build();
    }

    Cluster adapt(Cluster.Builder cluster, Clusters.Source source) {
        LoadBalancers.applyForGrpc(cluster, source.policy().settings().loadBalancer());
        cluster.clearCommonLbConfig();
        if (cluster.hasOutlierDetection()) {
            // gRPC ejects by rates alone, and by both of them unless they are switched off by name.
            cluster.getOutlierDetectionBuilder().setEnforcingFailurePercentage(uint32(0));
        }
        thresholds(cluster);
        List<ServiceEndpoint> names = DnsClusters.isDns(source) ? DnsClusters.names(source, services) : List.of();
        if (names.size() == 1 && !DnsClusters.isIp(names.get(0))) {
            DnsClusters.apply(cluster, DiscoveryType.LOGICAL_DNS, names);
        }
        return cluster.build();
    }

    /** Only the number of calls counts; unlimited is said by silence. */
    private static void thresholds(Cluster.Builder cluster) {
        CircuitBreakers.Thresholds all = cluster.getCircuitBreakers().getThresholds(0);
        cluster.clearCircuitBreakers();
        if (all.getMaxRequests().getValue() != UNLIMITED) {
            cluster.setCircuitBreakers(CircuitBreakers.newBuilder()
                    .addThresholds(CircuitBreakers.Thresholds.newBuilder().setMaxRequests(all.getMaxRequests())));
        }
    }
}
