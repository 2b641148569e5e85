package io.weft.bench.engine;

import io.weft.model.Address;
import io.weft.model.Cluster;
import io.weft.model.ConnectionPolicy;
import io.weft.model.Endpoint;
import io.weft.model.Fault;
import io.weft.model.Guard;
import io.weft.model.HeaderEdits;
import io.weft.model.HeaderMatch;
import io.weft.model.LoadBalancing;
import io.weft.model.Locality;
import io.weft.model.MeshSnapshot;
import io.weft.model.OutlierDetection;
import io.weft.model.PathMatch;
import io.weft.model.RetryPolicy;
import io.weft.model.Rewrite;
import io.weft.model.Route;
import io.weft.model.RouteAction;
import io.weft.model.RouteMatch;
import io.weft.model.StringMatch;
import io.weft.model.Thresholds;
import io.weft.model.Upstream;
import io.weft.model.VirtualHost;
import io.weft.model.WeightedCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Snapshots to measure with. */
public final class Meshes {

    public static final String UPSTREAM = "reviews:9080";

    /** What the routes of a table differ by. */
    public enum Routes {
        /** A quarter each: an exact path, a prefix, a header, a regex. */
        MIXED,
        /** The value of one header. */
        BY_HEADER
    }

    private static final String CLUSTER = "outbound|9080|v1|reviews.default.svc.cluster.local";

    private static final RetryPolicy RETRY = new RetryPolicy(
            Set.of("connect-failure", "refused-stream", "unavailable", "cancelled"),
            List.of(),
            2,
            Optional.empty(),
            Duration.ofMillis(25),
            Duration.ofMillis(250),
            true);

    private static final OutlierDetection EJECTION = new OutlierDetection(
            5, 0, Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(300), 10, false, 5);

    private static final Guard BREAKER = new Guard(
            Optional.of(new Guard.Breaker(
                    50,
                    0,
                    Duration.ofSeconds(1),
                    new Guard.Window.Calls(100),
                    20,
                    Duration.ofSeconds(10),
                    3,
                    Duration.ofSeconds(10))),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            "guard.yaml:1");

    private Meshes() {}

    /** One upstream with so many routes and one that takes the rest, and one cluster behind all of them. */
    public static MeshSnapshot of(Routes kind, int routes, Cluster cluster) {
        List<Route> list = new ArrayList<>();
        for (int i = 0; i < routes; i++) {
            list.add(route("r" + i, kind == Routes.MIXED ? mixed(i) : byHeader(i)));
        }
        list.add(route("default", RouteMatch.ANY));
        VirtualHost host = new VirtualHost("reviews.default.svc.cluster.local:9080", list);
        return new MeshSnapshot("1", Map.of(UPSTREAM, new Upstream.Known(host)), Map.of(CLUSTER, cluster));
    }

    private static RouteMatch mixed(int i) {
        return switch (i % 4) {
            case 0 -> new RouteMatch(new PathMatch.Exact("/api/v1/items/" + i, false), List.of(), List.of());
            case 1 -> new RouteMatch(new PathMatch.Prefix("/static/" + i + "/", false), List.of(), List.of());
            case 2 -> byHeader(i);
            default -> new RouteMatch(new PathMatch.Regex("/r" + i + "/[a-z]+"), List.of(), List.of());
        };
    }

    private static RouteMatch byHeader(int i) {
        return new RouteMatch(
                new PathMatch.Prefix("/", false),
                List.of(new HeaderMatch("end-user", new StringMatch.Exact("user" + i, false), false, false)),
                List.of());
    }

    private static Route route(String name, RouteMatch match) {
        RouteAction.Forward forward = new RouteAction.Forward(
                List.of(new WeightedCluster(CLUSTER, 1, HeaderEdits.NONE)), Optional.empty(), RETRY, Rewrite.NONE);
        return new Route(name, match, forward, HeaderEdits.NONE, Fault.NONE, "reviews.yaml:1");
    }

    /** So many endpoints, with ejection armed. */
    static Cluster cluster(int endpoints, LoadBalancing policy, boolean weighted, boolean breaker) {
        List<Endpoint> list = IntStream.range(0, endpoints)
                .mapToObj(i -> endpoint(new Address("10.0." + i / 250 + "." + i % 250, 9080), weighted ? 1 + i % 3 : 1))
                .toList();
        return cluster(list, policy, breaker ? Optional.of(BREAKER) : Optional.empty());
    }

    /** One endpoint, called the way a rule without a word on balancing says. */
    static Cluster cluster(Address address) {
        return cluster(List.of(endpoint(address, 1)), new LoadBalancing.LeastRequest(2), Optional.empty());
    }

    private static Endpoint endpoint(Address address, int weight) {
        return new Endpoint(address, weight, 0, Locality.UNKNOWN, Map.of());
    }

    private static Cluster cluster(List<Endpoint> endpoints, LoadBalancing policy, Optional<Guard> guard) {
        return new Cluster(
                CLUSTER,
                Cluster.Protocol.HTTP1,
                endpoints,
                policy,
                Optional.of(EJECTION),
                0,
                Thresholds.DEFAULT,
                Duration.ofSeconds(10),
                ConnectionPolicy.DEFAULT,
                Map.of(),
                Optional.empty(),
                guard,
                "reviews.default.svc.cluster.local",
                "v1",
                "");
    }
}
