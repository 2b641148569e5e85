package io.weft.runtime;

import io.weft.model.Address;
import io.weft.model.Cluster;
import io.weft.model.ConnectionPolicy;
import io.weft.model.Endpoint;
import io.weft.model.Fault;
import io.weft.model.Guard;
import io.weft.model.HashPolicy;
import io.weft.model.HeaderEdits;
import io.weft.model.HeaderMatch;
import io.weft.model.LoadBalancing;
import io.weft.model.Locality;
import io.weft.model.MeshSnapshot;
import io.weft.model.Mirror;
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
import io.weft.model.UpstreamTls;
import io.weft.model.VirtualHost;
import io.weft.model.WeightedCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** One service, {@code reviews:9080}, written down in few words. Clusters are named by subset. */
public final class World {

    public static final String UPSTREAM = "reviews:9080";

    private final Cluster.Protocol protocol;
    private final Map<String, Cluster> clusters = new HashMap<>();
    private final List<Route> routes = new ArrayList<>();
    private int version;

    public World(Cluster.Protocol protocol) {
        this.protocol = protocol;
    }

    /** A subset with these endpoints. */
    public World subset(String name, Address... addresses) {
        return subset(name, Optional.empty(), addresses);
    }

    /** A subset whose endpoints are ejected after so many server errors in a row, for a long time. */
    public World ejecting(String name, int consecutive5xx, Address... addresses) {
        Duration minute = Duration.ofMinutes(1);
        var detection = new OutlierDetection(consecutive5xx, 0, minute, minute, minute, 100, false, 5);
        return subset(name, Optional.of(detection), addresses);
    }

    /** A subset with caps, whose connections are kept like this. */
    public World subset(String name, Thresholds caps, ConnectionPolicy connections, Address... addresses) {
        return subset(name, Optional.empty(), caps, connections, addresses);
    }

    private World subset(String name, Optional<OutlierDetection> detection, Address... addresses) {
        return subset(name, detection, Thresholds.DEFAULT, ConnectionPolicy.DEFAULT, addresses);
    }

    private World subset(
            String name,
            Optional<OutlierDetection> detection,
            Thresholds caps,
            ConnectionPolicy connections,
            Address... addresses) {
        List<Endpoint> endpoints = Stream.of(addresses)
                .map(address -> new Endpoint(address, 1, 0, Locality.UNKNOWN, Map.of("version", name)))
                .toList();
        clusters.put(
                name,
                new Cluster(
                        name,
                        protocol,
                        endpoints,
                        new LoadBalancing.RoundRobin(),
                        detection,
                        0,
                        caps,
                        Duration.ofSeconds(1),
                        connections,
                        Map.of(),
                        Optional.empty(),
                        Optional.empty(),
                        "reviews",
                        name,
                        ""));
        return this;
    }

    /** Chooses the endpoints of a subset that is there already by what its calls are hashed on. */
    public World hashed(String name) {
        clusters.computeIfPresent(name, (unused, cluster) -> hashed(cluster));
        return this;
    }

    private static Cluster hashed(Cluster cluster) {
        return new Cluster(
                cluster.name(),
                cluster.protocol(),
                cluster.endpoints(),
                new LoadBalancing.Maglev(65_537, 0),
                cluster.outlierDetection(),
                cluster.panicPercent(),
                cluster.thresholds(),
                cluster.connectTimeout(),
                cluster.service(),
                cluster.subset(),
                cluster.origin());
    }

    /** Guards a subset that is there already. */
    public World guarded(String name, Guard guard) {
        clusters.computeIfPresent(name, (unused, cluster) -> Guarded.with(cluster, guard));
        return this;
    }

    /** Sends what has this header value to that action. */
    public World when(String header, String value, RouteAction action) {
        var match = new HeaderMatch(header, new StringMatch.Exact(value, false), false, false);
        RouteMatch routeMatch = new RouteMatch(new PathMatch.Prefix("/", false), List.of(match), List.of());
        routes.add(new Route("by-header", routeMatch, action, HeaderEdits.NONE, Fault.NONE, ""));
        return this;
    }

    /** Sends this path to that action. */
    public World whenPath(String path, RouteAction action) {
        RouteMatch match = new RouteMatch(new PathMatch.Exact(path, false), List.of(), List.of());
        routes.add(new Route("by-path", match, action, HeaderEdits.NONE, Fault.NONE, ""));
        return this;
    }

    public World otherwise(RouteAction action) {
        return otherwise(action, HeaderEdits.NONE, Fault.NONE);
    }

    public World otherwise(RouteAction action, HeaderEdits edits, Fault fault) {
        routes.add(new Route("default", RouteMatch.ANY, action, edits, fault, ""));
        return this;
    }

    public MeshSnapshot snapshot() {
        var host = new VirtualHost("reviews.default.svc.cluster.local:9080", routes);
        return new MeshSnapshot("" + ++version, Map.of(UPSTREAM, new Upstream.Known(host)), clusters);
    }

    public static RouteAction.Forward to(String subset) {
        return split(new WeightedCluster(subset, 1, HeaderEdits.NONE));
    }

    public static RouteAction.Forward split(WeightedCluster... shares) {
        return new RouteAction.Forward(List.of(shares), Optional.empty(), RetryPolicy.NONE, Rewrite.NONE);
    }

    public static RouteAction.Forward within(RouteAction.Forward forward, Duration timeout) {
        return new RouteAction.Forward(forward.clusters(), Optional.of(timeout), forward.retry(), forward.rewrite());
    }

    public static RouteAction.Forward rewriting(RouteAction.Forward forward, Rewrite rewrite) {
        return new RouteAction.Forward(forward.clusters(), forward.timeout(), forward.retry(), rewrite);
    }

    public static RouteAction.Forward retrying(RouteAction.Forward forward, RetryPolicy retry) {
        return new RouteAction.Forward(forward.clusters(), forward.timeout(), retry, forward.rewrite());
    }

    /** Hashes each call on that. */
    public static RouteAction.Forward hashing(RouteAction.Forward forward, HashPolicy on) {
        return new RouteAction.Forward(
                forward.clusters(), forward.timeout(), forward.retry(), forward.rewrite(), List.of(on), List.of());
    }

    /** Copies each call to that subset too. */
    public static RouteAction.Forward mirroring(RouteAction.Forward forward, String subset, int perMillion) {
        return new RouteAction.Forward(
                forward.clusters(),
                forward.timeout(),
                forward.retry(),
                forward.rewrite(),
                List.of(),
                List.of(new Mirror(subset, perMillion)));
    }

    /** The same world, whose clusters are called over TLS. */
    public static MeshSnapshot secured(MeshSnapshot plain, UpstreamTls tls, String origin) {
        Map<String, Cluster> clusters = new HashMap<>();
        plain.clusters().forEach((name, cluster) -> clusters.put(name, secured(cluster, tls, origin)));
        return new MeshSnapshot("tls", plain.upstreams(), clusters);
    }

    /** The same cluster, called over TLS. */
    public static Cluster secured(Cluster plain, UpstreamTls tls, String origin) {
        return new Cluster(
                plain.name(),
                plain.protocol(),
                plain.endpoints(),
                plain.loadBalancing(),
                plain.outlierDetection(),
                plain.panicPercent(),
                plain.thresholds(),
                // A handshake is part of connecting.
                Duration.ofSeconds(10),
                plain.connections(),
                plain.localities(),
                Optional.of(tls),
                plain.guard(),
                plain.service(),
                plain.subset(),
                origin);
    }

    /** The same world, whose clusters are balanced by probing. */
    public static MeshSnapshot probing(MeshSnapshot other) {
        Map<String, Cluster> clusters = new HashMap<>();
        other.clusters().forEach((name, cluster) -> clusters.put(name, probing(cluster)));
        return new MeshSnapshot("probing", other.upstreams(), clusters);
    }

    private static Cluster probing(Cluster other) {
        return new Cluster(
                other.name(),
                other.protocol(),
                other.endpoints(),
                LoadBalancing.Probing.DEFAULT,
                other.outlierDetection(),
                other.panicPercent(),
                other.thresholds(),
                other.connectTimeout(),
                other.connections(),
                other.localities(),
                other.tls(),
                other.guard(),
                other.service(),
                other.subset(),
                other.origin());
    }

    /** Up to so many retries, with hardly a pause. */
    public static RetryPolicy retry(int retries, Optional<Duration> perTry, String... on) {
        Duration pause = Duration.ofMillis(1);
        return new RetryPolicy(Set.of(on), List.of(), retries, perTry, pause, pause, true);
    }
}
