package io.weft.runtime.call;

import io.weft.model.HeaderEdit;
import io.weft.model.RequestHead;
import io.weft.runtime.match.RuleText;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code %COMMAND%}s stand for in one call.
 *
 * @param head the request
 * @param edits what has been done to its headers already
 * @param route the route's name
 * @param cluster the cluster's name
 * @param upstreamHost the endpoint's address; empty while there is none
 */
record Commands(RequestHead head, List<HeaderEdit> edits, String route, String cluster, String upstreamHost) {

    static final Set<String> NAMES = Set.of("PROTOCOL", "ROUTE_NAME", "UPSTREAM_CLUSTER", "UPSTREAM_HOST");

    String value(String name) {
        return switch (name) {
            case "PROTOCOL" -> head.grpc() ? "HTTP/2" : "HTTP/1.1";
            case "ROUTE_NAME" -> route;
            case "UPSTREAM_CLUSTER" -> cluster;
            default -> upstreamHost;
        };
    }

    /** The first header of that name, as it stands after the edits; null if there is none. */
    @Nullable
    String request(String name) {
        if (name.startsWith(":")) {
            return RuleText.header(head, name);
        }
        String value = first(name);
        for (HeaderEdit edit : edits) {
            if (edit.name().equals(name)) {
                value = after(edit, value);
            }
        }
        return value;
    }

    private static @Nullable String after(HeaderEdit edit, @Nullable String value) {
        if (edit instanceof HeaderEdit.Set set) {
            return set.value();
        }
        return edit instanceof HeaderEdit.Add add ? (value == null ? add.value() : value) : null;
    }

    private @Nullable String first(String name) {
        String[] value = new String[1];
        head.forEachHeader((each, text) -> {
            if (value[0] == null && each.equals(name)) {
                value[0] = text;
            }
        });
        return value[0];
    }
}
