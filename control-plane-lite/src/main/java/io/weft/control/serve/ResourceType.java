package io.weft.control.serve;

import java.util.List;
import java.util.Optional;

/** The kinds of resources that are served, in the order in which a change reaches a client. */
public enum ResourceType {
    CLUSTER("envoy.config.cluster.v3.Cluster"),
    ENDPOINT("envoy.config.endpoint.v3.ClusterLoadAssignment"),
    LISTENER("envoy.config.listener.v3.Listener"),
    ROUTE("envoy.config.route.v3.RouteConfiguration");

    private static final String PREFIX = "type.googleapis.com/";

    private static final List<ResourceType> ALL = List.of(values());

    private final String url;

    ResourceType(String message) {
        this.url = PREFIX + message;
    }

    static List<ResourceType> all() {
        return ALL;
    }

    /** The type URL that requests and responses carry. */
    public String url() {
        return url;
    }

    /** The type of that URL; empty for one that is not served. */
    public static Optional<ResourceType> ofUrl(String url) {
        return ALL.stream().filter(type -> type.url.equals(url)).findFirst();
    }

    /**
     * Whether a state-of-the-world response lists all that exists, so that absence means deletion, and whether a client
     * may ask for everything. Both hold for listeners and clusters only.
     */
    boolean wholeState() {
        return this == LISTENER || this == CLUSTER;
    }
}
