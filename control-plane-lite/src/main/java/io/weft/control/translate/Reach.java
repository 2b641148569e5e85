package io.weft.control.translate;

import io.weft.control.config.Sidecar;
import io.weft.control.registry.Hosts;
import java.util.List;

/**
 * What of the mesh a workload may call: the egress hosts of its Sidecar. To a workload that may not, it is as if a
 * service were not there.
 *
 * @param listeners as written; empty for everything
 * @param namespace of the workload, which {@code .} stands for
 */
record Reach(List<Sidecar.Egress> listeners, String namespace) {

    private static final String EXCEPT = "~";

    /**
     * Whether a host of an object of that namespace is within reach on a port.
     * A listener of the port's own decides alone.
     */
    boolean includes(String host, String owner, int port) {
        if (listeners.isEmpty()) {
            return true;
        }
        List<String> hosts = listeners.stream()
                .filter(listener ->
                        listener.port().isPresent() && listener.port().getAsInt() == port)
                .findFirst()
                .or(() -> listeners.stream()
                        .filter(listener -> listener.port().isEmpty())
                        .findFirst())
                .map(Sidecar.Egress::hosts)
                .orElse(List.of());
        return hosts.stream().anyMatch(entry -> !entry.startsWith(EXCEPT) && covers(entry, host, owner))
                && hosts.stream()
                        .noneMatch(entry ->
                                entry.startsWith(EXCEPT) && covers(entry.substring(EXCEPT.length()), host, owner));
    }

    private boolean covers(String entry, String host, String owner) {
        int slash = entry.indexOf('/');
        String of = entry.substring(0, Math.max(slash, 0));
        String pattern = entry.substring(slash + 1);
        boolean there = of.equals("*") || owner.equals(of.equals(".") ? namespace : of);
        // A host that is a wildcard itself is within reach where a part of it is.
        return there && (Hosts.within(host, pattern) || (Hosts.isWildcard(host) && Hosts.within(pattern, host)));
    }
}
