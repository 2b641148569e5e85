package io.weft.runtime.http;

import io.weft.model.Address;
import io.weft.model.Cluster;
import io.weft.model.Endpoint;
import io.weft.model.MeshSnapshot;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.core5.http.HttpHost;

/**
 * The connection routes of endpoints: one per address, hence one pool per address, whichever name was called. An
 * address that is a host name is resolved by the client as it connects.
 */
final class Dialing {

    private final Map<Address, HttpRoute> routes = new ConcurrentHashMap<>();

    HttpRoute route(Address address) {
        HttpRoute known = routes.get(address);
        return known != null ? known : routes.computeIfAbsent(address, Dialing::newRoute);
    }

    /** Forgets the addresses that no cluster has any more, and tells their routes. */
    List<HttpRoute> forgetAllBut(MeshSnapshot snapshot) {
        Set<Address> present = new HashSet<>();
        for (Cluster cluster : snapshot.clusters().values()) {
            for (Endpoint endpoint : cluster.endpoints()) {
                present.add(endpoint.address());
            }
        }
        List<Address> gone = routes.keySet().stream()
                .filter(address -> !present.contains(address))
                .toList();
        return gone.stream().map(routes::remove).toList();
    }

    private static HttpRoute newRoute(Address address) {
        if (!isLiteral(address.host())) {
            return new HttpRoute(new HttpHost("http", address.host(), address.port()));
        }
        try {
            InetAddress ip = InetAddress.getByName(address.host());
            return new HttpRoute(new HttpHost("http", ip, address.host(), address.port()));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an IP address: " + address, e);
        }
    }

    private static boolean isLiteral(String host) {
        return host.indexOf(':') >= 0 || host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    }
}
