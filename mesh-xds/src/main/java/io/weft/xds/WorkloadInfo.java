package io.weft.xds;

import io.weft.model.Locality;
import java.util.Map;

/**
 * This process as the registry shall know it (Istio's WorkloadEntry).
 *
 * @param name unique within the namespace
 * @param namespace of the Services that may select it
 * @param serviceAccount whom it acts as; empty for the default
 * @param address an IP address; empty for the one that the control plane sees
 * @param labels what Service selectors and subsets look at (app, version)
 * @param ports by the name of the Service's port (http, grpc); one that is not named has the Service's targetPort
 * @param locality where it runs
 * @param weight its share among its peers; 1 by default
 */
public record WorkloadInfo(
        String name,
        String namespace,
        String serviceAccount,
        String address,
        Map<String, String> labels,
        Map<String, Integer> ports,
        Locality locality,
        int weight) {
    public WorkloadInfo {
        labels = Map.copyOf(labels);
        ports = Map.copyOf(ports);
        if (weight < 1) {
            throw new IllegalArgumentException("weight is " + weight + ", must be at least 1");
        }
    }
}
