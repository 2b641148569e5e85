package io.weft.runtime.match;

import io.weft.model.PathMatch;
import io.weft.model.RequestHead;
import io.weft.model.RouteMatch;
import java.util.List;
import java.util.function.Predicate;

/** What a request must have for one route to match, compiled. Immutable. */
public final class Conditions {

    private final Predicate<RequestHead> path;
    private final boolean isRegex;
    private final List<HeaderCondition> headers;
    private final List<QueryCondition> queryParameters;
    private final List<RouteKey> keys;

    /** @throws IllegalArgumentException for a regex that is wrong or too big */
    public Conditions(RouteMatch match) {
        this.path = PathCondition.of(match.path());
        this.isRegex = match.path() instanceof PathMatch.Regex;
        this.headers = match.headers().stream().map(HeaderCondition::new).toList();
        this.queryParameters =
                match.queryParameters().stream().map(QueryCondition::new).toList();
        this.keys = RouteKey.of(match);
    }

    /** What the route can be looked up by; at least one, the path's first. */
    List<RouteKey> keys() {
        return keys;
    }

    /** Whether all conditions hold. */
    boolean hold(RequestHead head) {
        return isRegex ? othersHold(head) && path.test(head) : path.test(head) && othersHold(head);
    }

    private boolean othersHold(RequestHead head) {
        for (int i = 0; i < headers.size(); i++) {
            if (!headers.get(i).test(head)) {
                return false;
            }
        }
        for (int i = 0; i < queryParameters.size(); i++) {
            if (!queryParameters.get(i).test(head.path())) {
                return false;
            }
        }
        return true;
    }
}
