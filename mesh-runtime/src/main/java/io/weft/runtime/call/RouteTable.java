package io.weft.runtime.call;

import io.weft.model.PathMatch;
import io.weft.model.VirtualHost;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The routes of one virtual host, compiled and indexed by path. Answers as a scan from the first route to the last
 * would, but looks only at routes whose path can match. Immutable once made.
 */
final class RouteTable {

    static final RouteTable EMPTY = new RouteTable(new VirtualHost("", List.of()));

    private final List<CompiledRoute> routes;
    private final PathIndex exactCase = new PathIndex(false);
    private final PathIndex anyCase = new PathIndex(true);
    private final PathIndex.Candidates candidates;

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
        for (int i = 0; i < routes.size(); i++) {
            index(routes.get(i).route().match().path(), i);
        }
    }

    private void index(PathMatch match, int route) {
        if (match instanceof PathMatch.Exact exact) {
            index(exact.ignoreCase()).add(exact.path(), PathIndex.Kind.ENDS, route);
        } else if (match instanceof PathMatch.Prefix prefix) {
            index(prefix.ignoreCase()).add(prefix.prefix(), PathIndex.Kind.BEGINS, route);
        } else if (match instanceof PathMatch.SegmentPrefix prefix) {
            index(prefix.ignoreCase()).add(prefix.prefix(), PathIndex.Kind.SEGMENT, route);
        } else if (match instanceof PathMatch.Regex regex) {
            exactCase.add(literalBeginning(regex.regex()), PathIndex.Kind.BEGINS, route);
        }
    }

    private PathIndex index(boolean ignoreCase) {
        return ignoreCase ? anyCase : exactCase;
    }

    /** The first route whose conditions all hold, or null. */
    @Nullable
    CompiledRoute find(CallHead head) {
        int found = exactCase.first(head, candidates, routes.size());
        found = anyCase.first(head, candidates, found);
        return found < routes.size() ? routes.get(found) : null;
    }

    /** What every path that the expression matches begins with; possibly less than that, never more. */
    static String literalBeginning(String regex) {
        if (regex.indexOf('|') >= 0) {
            return "";
        }
        int start = regex.startsWith("^") ? 1 : 0;
        int end = start;
        while (end < regex.length() && "\\.[]{}()*+?^$".indexOf(regex.charAt(end)) < 0) {
            end++;
        }
        if (end < regex.length() && end > start && "*?{".indexOf(regex.charAt(end)) >= 0) {
            end--; // the last character may be missing
        }
        return regex.substring(start, end);
    }
}
