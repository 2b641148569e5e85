package io.weft.runtime.call;

import io.weft.model.VirtualHost;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The routes of one virtual host, compiled and indexed. Answers as a scan from the first route to the last would, but looks
 * only at routes for which the request has what is rarest about them. Immutable once made.
 */
final class RouteTable {

    /** So many routes may stand under one key before another one, which costs every lookup a look, is worth it. */
    private static final int FEW = 4;

    static final RouteTable EMPTY = new RouteTable(new VirtualHost("", List.of()));

    private final List<CompiledRoute> routes;
    private final RouteIndex index;
    private final TextIndex.Candidates candidates;

    /** @throws IllegalArgumentException naming the route, if one has a regex that is wrong or too big */
    RouteTable(VirtualHost host) {
        List<CompiledRoute> compiled = new ArrayList<>(host.routes().size());
        for (var route : host.routes()) {
            try {
                compiled.add(new CompiledRoute(route));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "virtual host " + host.name() + ", route " + compiled.size() + " '" + route.name() + "' ("
                                + route.origin() + "): " + e.getMessage(),
                        e);
            }
        }
        routes = List.copyOf(compiled);
        candidates = (route, head) -> routes.get(route).holds(head);
        index = new RouteIndex(keys(host));
    }

    /** Each route stands under its path, or where too many others share that, under what fewest others have. */
    static List<RouteKey> keys(VirtualHost host) {
        List<List<RouteKey>> keys =
                host.routes().stream().map(route -> RouteKey.of(route.match())).toList();
        Map<RouteKey, Integer> sharers = new HashMap<>();
        keys.forEach(ofRoute -> ofRoute.forEach(key -> sharers.merge(key, 1, Integer::sum)));
        return keys.stream()
                .map(ofRoute -> sharers.getOrDefault(ofRoute.get(0), 0) <= FEW
                        ? ofRoute.get(0)
                        : Collections.min(ofRoute, Comparator.comparing(sharers::get)))
                .toList();
    }

    /** The first route whose conditions all hold, or null. */
    @Nullable
    CompiledRoute find(CallHead head) {
        int found = index.first(head, candidates, routes.size());
        return found < routes.size() ? routes.get(found) : null;
    }
}
