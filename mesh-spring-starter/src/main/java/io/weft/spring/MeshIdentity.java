package io.weft.spring;

import io.weft.model.Locality;
import io.weft.xds.WorkloadInfo;
import io.weft.xds.XdsBootstrap;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Who this process is in the mesh.
 *
 * @param workload its name, unique within the namespace
 * @param service the service it is part of
 * @param namespace the workload's
 * @param labels of the workload, app and version among them
 * @param locality where it runs
 */
public record MeshIdentity(
        String workload, String service, String namespace, Map<String, String> labels, Locality locality) {

    private static final int SUFFIX = 8;

    public MeshIdentity {
        labels = Map.copyOf(labels);
    }

    static MeshIdentity of(MeshProperties properties, String applicationName) {
        String service = Optional.ofNullable(properties.service()).orElse(applicationName);
        String suffix = UUID.randomUUID().toString().substring(0, SUFFIX);
        String workload = Optional.ofNullable(properties.register().name()).orElse(service + "-" + suffix);
        Map<String, String> labels = new LinkedHashMap<>(properties.labels());
        labels.putIfAbsent("app", service);
        if (!properties.version().isEmpty()) {
            labels.put("version", properties.version());
        }
        return new MeshIdentity(
                workload, service, properties.namespace(), labels, Locality.parse(properties.locality()));
    }

    XdsBootstrap bootstrap(MeshProperties.ControlPlane controlPlane) {
        return new XdsBootstrap(
                controlPlane.address(),
                workload + "." + namespace,
                namespace,
                labels,
                locality,
                Optional.ofNullable(controlPlane.cacheFolder()).map(Path::of),
                controlPlane.failFast(),
                controlPlane.initialTimeout());
    }

    WorkloadInfo workloadInfo(MeshProperties properties, Map<String, Integer> ports) {
        return new WorkloadInfo(
                workload,
                namespace,
                properties.serviceAccount(),
                properties.register().address(),
                labels,
                ports,
                locality,
                properties.register().weight());
    }

    /** {@code reviews-1f3a9c2e.default (reviews v2)}. */
    @Override
    public String toString() {
        String version = labels.getOrDefault("version", "");
        return workload + "." + namespace + " (" + service + (version.isEmpty() ? "" : " " + version) + ")";
    }
}
