package io.weft.control.translate;

import java.util.Optional;

/**
 * Istio's name of an outbound cluster, {@code outbound|9080|v1|reviews.default.svc.cluster.local}.
 *
 * @param port of the service
 * @param subset empty for all endpoints
 * @param host in full
 */
record ClusterName(int port, String subset, String host) {

    private static final String OUTBOUND = "outbound";

    static Optional<ClusterName> parse(String name) {
        String[] parts = name.split("\\|", -1);
        return parts.length == 4 && parts[0].equals(OUTBOUND)
                ? HostPort.port(parts[1]).map(port -> new ClusterName(port, parts[2], parts[3]))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return OUTBOUND + "|" + port + "|" + subset + "|" + host;
    }
}
