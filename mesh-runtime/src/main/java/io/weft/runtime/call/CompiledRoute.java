package io.weft.runtime.call;

import io.weft.model.Route;
import io.weft.model.RouteAction;
import io.weft.runtime.match.Conditions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A route with all that can be worked out before the first call: patterns, shares, header scripts. Immutable. */
final class CompiledRoute {

    private final Route route;
    private final Conditions conditions;
    private final EditScript requestEdits;
    private final EditScript responseEdits;
    private final Optional<Destinations> destinations;
    private final PathRewrite rewrite;
    private final @Nullable CorsFilter cors;

    /** @throws IllegalArgumentException for a regex that is wrong or too big */
    CompiledRoute(Route route) {
        this.route = route;
        this.conditions = new Conditions(route.match());
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

    Route route() {
        return route;
    }

    /** When it matches. */
    Conditions conditions() {
        return conditions;
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
