package io.weft.bench;

import io.weft.model.Address;
import io.weft.model.Cluster;
import io.weft.model.Endpoint;
import io.weft.model.Fault;
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

/** Snapshots to measure with. */
final class Meshes {

    static final String UPSTREAM = "reviews:9080";
    static final String CLUSTER = "outbound|9080|v1|reviews.default.svc.cluster.local";

    private Meshes() {}

    /** One upstream with so many routes of all four kinds, and one cluster behind all of them. */
    static MeshSnapshot of(int routes, List<Address> addresses) {
        List<Route> list = new ArrayList<>();
        for (int i = 0; i < routes; i++) {
            list.add(route("r" + i, match(i)));
        }
        list.add(route("default", RouteMatch.ANY));
        VirtualHost host = new VirtualHost("reviews.default.svc.cluster.local:9080", list);
        return new MeshSnapshot("1", Map.of(UPSTREAM, new Upstream.Known(host)), Map.of(CLUSTER, cluster(addresses)));
    }

    private static RouteMatch match(int i) {
        return switch (i % 4) {
            case 0 -> new RouteMatch(new PathMatch.Exact("/api/v1/items/" + i, false), List.of(), List.of());
            case 1 -> new RouteMatch(new PathMatch.Prefix("/static/" + i + "/", false), List.of(), List.of());
            case 2 ->
                new RouteMatch(
                        new PathMatch.Prefix("/", false),
                        List.of(new HeaderMatch("end-user", new StringMatch.Exact("user" + i, false), false, false)),
                        List.of());
            default -> new RouteMatch(new PathMatch.Regex("/r" + i + "/[a-z]+"), List.of(), List.of());
        };
    }

    private static Route route(String name, RouteMatch match) {
        RetryPolicy retry = new RetryPolicy(
                Set.of("connect-failure", "refused-stream", "unavailable", "cancelled"),
                List.of(),
                2,
                Optional.empty(),
                Duration.ofMillis(25),
                Duration.ofMillis(250),
                true);
        RouteAction.Forward forward = new RouteAction.Forward(
                List.of(new WeightedCluster(CLUSTER, 1, HeaderEdits.NONE)), Optional.empty(), retry, Rewrite.NONE);
        return new Route(name, match, forward, HeaderEdits.NONE, Fault.NONE, "reviews.yaml:1");
    }

    private static Cluster cluster(List<Address> addresses) {
        List<Endpoint> endpoints = addresses.stream()
                .map(address -> new Endpoint(address, 1, 0, Locality.UNKNOWN, Map.of()))
                .toList();
        OutlierDetection ejection = new OutlierDetection(
                5, 0, Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(300), 10, false, 5);
        return new Cluster(
                CLUSTER,
                Cluster.Protocol.HTTP1,
                endpoints,
                new LoadBalancing.LeastRequest(2),
                Optional.of(ejection),
                0,
                Thresholds.DEFAULT,
                Duration.ofSeconds(10),
                "reviews.default.svc.cluster.local",
                "v1",
                "");
    }
}
