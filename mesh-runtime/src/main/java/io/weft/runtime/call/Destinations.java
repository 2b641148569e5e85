package io.weft.runtime.call;

import io.weft.model.Mirror;
import io.weft.model.RouteAction;
import io.weft.model.WeightedCluster;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Where a route sends requests: its clusters by weight, and how long and how often it tries. Immutable. */
final class Destinations {

    /**
     * One of the clusters.
     *
     * @param upTo the sum of the weights so far
     * @param authority that the upstream shall see in place of the request's; empty to leave it
     */
    record Destination(
            String cluster, long upTo, EditScript requestEdits, EditScript responseEdits, Optional<String> authority) {}

    private final Destination[] byWeight;
    private final CallLimits limits;
    private final List<Mirror> mirrors;
    private final Hashing hashing;

    Destinations(RouteAction.Forward forward, Optional<String> routeAuthority) {
        List<WeightedCluster> clusters = forward.clusters();
        this.byWeight = new Destination[clusters.size()];
        long sum = 0;
        for (int i = 0; i < byWeight.length; i++) {
            WeightedCluster cluster = clusters.get(i);
            sum += cluster.weight();
            EditScript request = new EditScript(cluster.headers().request());
            Optional<String> authority = request.authority()
                    .or(() -> routeAuthority)
                    .or(() -> forward.rewrite().authority());
            byWeight[i] = new Destination(
                    cluster.cluster(),
                    sum,
                    request,
                    new EditScript(cluster.headers().response()),
                    authority);
        }
        long timeout = forward.timeout().map(Duration::toNanos).orElse(0L);
        long perTry = forward.retry().perTryTimeout().map(Duration::toNanos).orElse(0L);
        this.mirrors = forward.mirrors();
        this.limits = new CallLimits(timeout, perTry, RetryRules.of(forward.retry()));
        this.hashing = new Hashing(forward.hashing());
    }

    /** Which clusters get copies. */
    List<Mirror> mirrors() {
        return mirrors;
    }

    /** Draws one; each comes up as often as its share of the sum says. */
    Destination choose(RandomGenerator random) {
        if (byWeight.length == 1) {
            return byWeight[0];
        }
        long sum = byWeight[byWeight.length - 1].upTo();
        long drawn = sum > 0 ? random.nextLong(sum) : 0;
        for (Destination destination : byWeight) {
            if (drawn < destination.upTo()) {
                return destination;
            }
        }
        return byWeight[0];
    }

    /** What of a request decides which endpoint it goes to, in a cluster that goes by it. */
    Hashing hashing() {
        return hashing;
    }

    /** How long and how often the route lets a call be tried. */
    CallLimits limits() {
        return limits;
    }
}
