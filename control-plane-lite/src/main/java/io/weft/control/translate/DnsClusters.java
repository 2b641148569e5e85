package io.weft.control.translate;

import com.google.common.net.InetAddresses;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.DiscoveryType;
import io.weft.control.registry.MeshService.Resolution;
import io.weft.control.registry.Registry;
import io.weft.control.registry.ServiceEndpoint;
import io.weft.control.registry.Services;
import java.util.List;

/** Clusters whose endpoints are DNS names, for clients that resolve a cluster but not an endpoint. */
final class DnsClusters {

    private DnsClusters() {}

    static boolean isDns(Clusters.Source source) {
        return source.service().resolution() != Resolution.STATIC;
    }

    /** What a cluster by DNS consists of; no registration has a part in it. */
    static List<ServiceEndpoint> names(Clusters.Source source, Services services) {
        return services.endpoints(source.service(), source.port(), source.labels(), Registry.EMPTY);
    }

    static void apply(Cluster.Builder cluster, DiscoveryType type, List<ServiceEndpoint> names) {
        cluster.setType(type)
                .clearEdsClusterConfig()
                .setLoadAssignment(Assignments.of(cluster.getName(), LocalityGroup.of(names)));
    }

    static boolean isIp(ServiceEndpoint endpoint) {
        return InetAddresses.isInetAddress(endpoint.address());
    }
}
