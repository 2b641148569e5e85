package io.weft.runtime.call;

import io.weft.model.HeaderMatch;
import io.weft.model.PathMatch;
import io.weft.model.QueryParameterMatch;
import io.weft.model.Route;
import io.weft.model.RouteAction;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A route with all that can be worked out before the first call: patterns, shares, header scripts. Immutable. */
final class CompiledRoute {

    private final Route route;
    private final Predicate<CallHead> path;
    private final boolean isRegex;
    private final List<HeaderTest> headers;
    private final List<QueryTest> queryParameters;
    private final EditScript requestEdits;
    private final EditScript responseEdits;
    private final Optional<Destinations> destinations;
    private final PathRewrite rewrite;
    private final @Nullable CorsFilter cors;

    /** @throws IllegalArgumentException for a regex that is wrong or too big */
    CompiledRoute(Route route) {
        this.route = route;
        this.path = PathTest.of(route.match().path());
        this.isRegex = route.match().path() instanceof PathMatch.Regex;
        this.headers = headerTests(route.match().headers());
        this.queryParameters = queryTests(route.match().queryParameters());
        this.requestEdits = new EditScript(route.headers().request());
        this.responseEdits = new EditScript(route.headers().response());
        this.destinations = route.action() instanceof RouteAction.Forward forward
                ? Optional.of(new Destinations(forward, requestEdits.authority()))
                : Optional.empty();
        this.rewrite = PathRewrite.of(route);
        this.cors = route.cors()
                .filter(policy -> destinations.isPresent())
                .map(CorsFilter::new)
                .orElse(null);
    }

    private static List<HeaderTest> headerTests(List<HeaderMatch> matches) {
        return matches.stream().map(HeaderTest::new).toList();
    }

    private static List<QueryTest> queryTests(List<QueryParameterMatch> matches) {
        return matches.stream().map(QueryTest::new).toList();
    }

    /** Whether all conditions hold. */
    boolean holds(CallHead head) {
        return isRegex ? othersHold(head) && path.test(head) : path.test(head) && othersHold(head);
    }

    private boolean othersHold(CallHead head) {
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

    Route route() {
        return route;
    }

    EditScript requestEdits() {
        return requestEdits;
    }

    EditScript responseEdits() {
        return responseEdits;
    }

    /** Where the request may go; empty for a route that answers by itself. */
    Optional<Destinations> destinations() {
        return destinations;
    }

    /** What calls from other origins meet; null for nothing, as on every route that answers by itself. */
    @Nullable
    CorsFilter cors() {
        return cors;
    }

    PathRewrite rewrite() {
        return rewrite;
    }
}
