package io.weft.runtime.call;

import io.weft.model.VirtualHost;
import io.weft.runtime.match.RouteMatcher;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The routes of one virtual host, compiled and indexed. Immutable once made. */
final class RouteTable {

    static final RouteTable EMPTY = new RouteTable(new VirtualHost("", List.of()));

    private final List<CompiledRoute> routes;
    private final RouteMatcher matcher;

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
        matcher =
                new RouteMatcher(routes.stream().map(CompiledRoute::conditions).toList());
    }

    /** The first route whose conditions all hold, or null. */
    @Nullable
    CompiledRoute find(CallHead head) {
        int place = matcher.first(head);
        return place == RouteMatcher.NONE ? null : routes.get(place);
    }
}
