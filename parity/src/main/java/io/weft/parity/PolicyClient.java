package io.weft.parity;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.weft.model.HashPolicy;
import io.weft.model.RouteAction;
import io.weft.xds.decode.Decoded;
import io.weft.xds.decode.Resource;
import io.weft.xds.decode.ResourceType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Asks a control plane for clusters and default routes by name, as a runtime does, and reads them as it does. */
final class PolicyClient implements AutoCloseable {

    private final AdsQuery ads;

    PolicyClient(int controlPlanePort, World.Client client) {
        this.ads = new AdsQuery(controlPlanePort, client);
    }

    /** The policies of those of the named clusters that there are, by name. */
    Map<String, ServedPolicy> policies(List<String> names) {
        Map<String, List<HashPolicy>> hashing = hashing(names);
        Map<String, ServedPolicy> policies = new TreeMap<>();
        for (Any resource : ads.whole(ResourceType.CDS.typeUrl(), names)) {
            Cluster message = cluster(resource);
            Resource.ClusterPolicy decoded = (Resource.ClusterPolicy) decode(ResourceType.CDS, resource);
            policies.put(
                    message.getName(),
                    new ServedPolicy(message, decoded.policy(), hashing.getOrDefault(message.getName(), List.of())));
        }
        return policies;
    }

    /** What the default routes hash, by the cluster to which they lead. */
    private Map<String, List<HashPolicy>> hashing(List<String> clusters) {
        Map<String, List<HashPolicy>> hashing = new HashMap<>();
        List<String> routes = clusters.stream()
                .map(name -> name.split("\\|"))
                .filter(parts -> parts[2].isEmpty())
                .map(parts -> parts[3] + ":" + parts[1])
                .toList();
        for (Any resource : ads.each(ResourceType.RDS.typeUrl(), routes)) {
            Resource.Routes decoded = (Resource.Routes) decode(ResourceType.RDS, resource);
            decoded.virtualHost().routes().forEach(route -> {
                if (route.action() instanceof RouteAction.Forward forward) {
                    hashing.put(forward.clusters().get(0).cluster(), forward.hashing());
                }
            });
        }
        return hashing;
    }

    private static Cluster cluster(Any resource) {
        try {
            return resource.unpack(Cluster.class);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("not a cluster", e);
        }
    }

    private static Resource decode(ResourceType type, Any resource) {
        Decoded decoded = type.decode(resource.getValue().toByteArray());
        return decoded.resource()
                .orElseThrow(() -> new IllegalStateException(
                        "the runtime refuses what it was sent: " + decoded + " in " + resource));
    }

    @Override
    public void close() {
        ads.close();
    }
}
