package io.weft.runtime.reactor;

import io.weft.model.Address;
import io.weft.model.Cluster;
import io.weft.model.Endpoint;
import io.weft.model.MeshSnapshot;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.transport.AddressUtils;

/** The addresses that were called and the pools their connections are in, to close those that nobody calls any more. */
final class Dialled {

    private record Pool(ConnectionProvider connections, Address address) {}

    private final Set<Pool> pools = ConcurrentHashMap.newKeySet();

    void add(ConnectionProvider connections, Address address) {
        pools.add(new Pool(connections, address));
    }

    /** Idle connections are closed now, busy ones when they are done. */
    void closeAllBut(MeshSnapshot snapshot) {
        if (pools.isEmpty()) {
            return;
        }
        Set<Address> present = snapshot.clusters().values().stream()
                .map(Cluster::endpoints)
                .flatMap(endpoints -> endpoints.stream().map(Endpoint::address))
                .collect(Collectors.toSet());
        for (Pool pool : pools) {
            if (!present.contains(pool.address()) && pools.remove(pool)) {
                pool.connections()
                        .disposeWhen(AddressUtils.createUnresolved(
                                pool.address().host(), pool.address().port()));
            }
        }
    }
}
