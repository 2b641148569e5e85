package io.weft.control.translate;

import io.weft.control.config.ConfigObject;
import io.weft.control.config.Destination;
import io.weft.control.config.VirtualService;
import io.weft.control.registry.MeshService;
import java.util.Optional;

/**
 * For whom and for what the routes of a VirtualService are made.
 *
 * @param port of the service that is called
 */
record RouteContext(Rules rules, ClientScope client, ConfigObject<VirtualService> rule, int port) {

    ClusterName cluster(Destination destination) {
        String host = rules.mesh().fqdn(destination.host(), rule.meta().namespace());
        return new ClusterName(port(destination, host), destination.subset().orElse(""), host);
    }

    /** The port that is written; else the one that is called; else the only one there is. */
    private int port(Destination destination, String host) {
        return destination.port().orElseGet(() -> {
            Optional<MeshService> service = rules.services().find(host, client.namespace());
            boolean only = service.filter(found -> found.ports().size() == 1).isPresent();
            return only ? service.orElseThrow().ports().get(0).number() : port;
        });
    }
}
