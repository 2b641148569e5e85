package io.weft.xds;

import io.weft.model.Locality;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What must be known before the control plane can be asked.
 *
 * @param server {@code host:port} of the control plane; plaintext
 * @param nodeId names this process to the control plane, in its logs and status (Envoy's Node.id); unique
 * @param namespace short host names are looked up in it (Istio's node metadata NAMESPACE)
 * @param labels of this workload, which rules may select (Istio's node metadata LABELS)
 * @param locality where this process runs
 * @param cacheFolder where the last good configuration is kept for a restart without a control plane; of this workload
 *     alone. Empty for nowhere
 * @param failFast whether {@link XdsSource#open} fails if the control plane cannot be reached in time; else upstreams
 *     pass through to DNS until it can
 * @param initialTimeout how long the first connection may take before {@code failFast} takes effect, and the first
 *     answers before what is asked for falls back (1 s; a control plane that can be reached has 5 s in any case)
 */
public record XdsBootstrap(
        String server,
        String nodeId,
        String namespace,
        Map<String, String> labels,
        Locality locality,
        Optional<Path> cacheFolder,
        boolean failFast,
        Duration initialTimeout) {

    public XdsBootstrap {
        labels = Map.copyOf(labels);
        if (!server.matches(".+:\\d{1,5}")) {
            throw new IllegalArgumentException("control plane '" + server + "' is not host:port");
        }
    }

    /** Without labels, locality and cache; does not fail fast. */
    public static XdsBootstrap of(String server, String nodeId, String namespace) {
        return new XdsBootstrap(
                server, nodeId, namespace, Map.of(), Locality.UNKNOWN, Optional.empty(), false, Duration.ofSeconds(1));
    }

    public XdsBootstrap withLabels(Map<String, String> labels) {
        return new XdsBootstrap(server, nodeId, namespace, labels, locality, cacheFolder, failFast, initialTimeout);
    }

    public XdsBootstrap withLocality(Locality locality) {
        return new XdsBootstrap(server, nodeId, namespace, labels, locality, cacheFolder, failFast, initialTimeout);
    }

    public XdsBootstrap withCacheFolder(Path folder) {
        return new XdsBootstrap(
                server, nodeId, namespace, labels, locality, Optional.of(folder), failFast, initialTimeout);
    }

    public XdsBootstrap withFailFast(boolean failFast) {
        return new XdsBootstrap(server, nodeId, namespace, labels, locality, cacheFolder, failFast, initialTimeout);
    }

    public XdsBootstrap withInitialTimeout(Duration initialTimeout) {
        return new XdsBootstrap(server, nodeId, namespace, labels, locality, cacheFolder, failFast, initialTimeout);
    }
}
