package io.weft.runtime.match;

import io.weft.model.RequestHead;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the route that matches among many. Answers as a scan from the first route to the last would, but looks only at
 * routes for which the request has what is rarest about them. Immutable once made.
 */
public final class RouteMatcher {

    /** What {@link #first} says when nothing matches. */
    public static final int NONE = -1;

    /** So many routes may stand under one key before another one, which costs every lookup a look, is worth it. */
    private static final int FEW = 4;

    private final List<Conditions> routes;
    private final RouteIndex index;
    private final TextIndex.Candidates candidates;

    /** @param routes in the order in which they are to be tried */
    public RouteMatcher(List<Conditions> routes) {
        this.routes = List.copyOf(routes);
        this.candidates = (route, head) -> this.routes.get(route).hold(head);
        this.index = new RouteIndex(keys(this.routes));
    }

    /** Each route stands under its path, or where too many others share that, under what fewest others have. */
    static List<RouteKey> keys(List<Conditions> routes) {
        Map<RouteKey, Integer> sharers = new HashMap<>();
        routes.forEach(route -> route.keys().forEach(key -> sharers.merge(key, 1, Integer::sum)));
        return routes.stream().map(route -> key(route.keys(), sharers)).toList();
    }

    private static RouteKey key(List<RouteKey> ofRoute, Map<RouteKey, Integer> sharers) {
        RouteKey path = ofRoute.get(0);
        return sharers.getOrDefault(path, 0) <= FEW
                ? path
                : Collections.min(ofRoute, Comparator.comparing(sharers::get));
    }

    /** The place of the first route whose conditions all hold, from 0; {@link #NONE} if there is none. */
    public int first(RequestHead head) {
        int found = index.first(head, candidates, routes.size());
        return found < routes.size() ? found : NONE;
    }
}
