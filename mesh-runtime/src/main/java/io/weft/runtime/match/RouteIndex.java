package io.weft.runtime.match;

import io.weft.model.RequestHead;
import io.weft.runtime.match.TextIndex.Candidates;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Routes by what requests must have for them to match. Each stands under one key; a lookup comes across every route
 * whose key the request has, and asks whether all of its conditions hold.
 */
final class RouteIndex {

    /** Up to so many headers are asked for by name; of more, the request's own are looked at. */
    private static final int FEW_HEADERS = 8;

    private final LiteralIndex path = new LiteralIndex();
    private final LiteralIndex query = new LiteralIndex();
    private final Map<String, LiteralIndex> headers = new HashMap<>();
    private final String[] asked;
    private final boolean asksQuery;

    /** The key of each route, in order. */
    RouteIndex(List<RouteKey> keys) {
        for (int route = 0; route < keys.size(); route++) {
            RouteKey key = keys.get(route);
            LiteralIndex index = switch (key.source()) {
                case RouteKey.PATH -> path;
                case RouteKey.QUERY -> query;
                default -> headers.computeIfAbsent(key.source(), name -> new LiteralIndex());
            };
            index.add(key, route);
        }
        asked = headers.keySet().stream()
                .filter(name -> headers.size() <= FEW_HEADERS || isPseudo(name))
                .toArray(String[]::new);
        asksQuery = keys.stream().anyMatch(key -> key.source().equals(RouteKey.QUERY));
    }

    private static boolean isPseudo(String name) {
        return name.startsWith(":");
    }

    /** The lowest route below {@code best} that holds, or {@code best}. */
    int first(RequestHead head, Candidates candidates, int best) {
        int found = path.first(head.path(), 0, head.pathEnd(), head, candidates, best);
        for (String name : asked) {
            found = header(name, head, candidates, found);
        }
        if (headers.size() > FEW_HEADERS) {
            found = lines(head, candidates, found);
        }
        return asksQuery ? query(head, candidates, found) : found;
    }

    private int header(String name, RequestHead head, Candidates candidates, int best) {
        String value = RuleText.header(head, name);
        if (value == null) {
            return best;
        }
        if (value.indexOf(',') >= 0 && !isPseudo(name)) {
            // Perhaps several headers of that name, one of which may be the one.
            int[] found = {best};
            head.forEachHeader((line, text) ->
                    found[0] = line.equals(name) ? header(line, text, head, candidates, found[0]) : found[0]);
            return found[0];
        }
        return header(name, value, head, candidates, best);
    }

    private int lines(RequestHead head, Candidates candidates, int best) {
        int[] found = {best};
        head.forEachHeader((name, text) -> found[0] = header(name, text, head, candidates, found[0]));
        return found[0];
    }

    private int header(String name, String text, RequestHead head, Candidates candidates, int best) {
        LiteralIndex index = headers.get(name);
        return index == null ? best : index.first(text, 0, text.length(), head, candidates, best);
    }

    private int query(RequestHead head, Candidates candidates, int best) {
        String path = head.path();
        int found = best;
        for (int at = head.pathEnd() + 1; at < path.length(); ) {
            int and = path.indexOf('&', at);
            int end = and < 0 ? path.length() : and;
            found = query.first(path, at, end, head, candidates, found);
            at = end + 1;
        }
        return found;
    }
}
