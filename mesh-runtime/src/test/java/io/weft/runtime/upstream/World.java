package io.weft.runtime.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.model.Address;
import io.weft.model.Cluster;
import io.weft.model.Endpoint;
import io.weft.model.LoadBalancing;
import io.weft.model.Locality;
import io.weft.model.Outcome;
import io.weft.model.OutlierDetection;
import io.weft.model.Thresholds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A hand-held clock, seeded chance, and clusters of endpoints named a, b, c, … */
final class World {

    static final OutlierDetection FIVE_IN_A_ROW = outlier(5, 0, 100);

    final Random random = new Random(42);
    long now = 1_000;
    Upstreams upstreams = new Upstreams(() -> now, random);

    static OutlierDetection outlier(int consecutive5xx, int consecutiveGatewayErrors, int maxEjectionPercent) {
        return new OutlierDetection(
                consecutive5xx,
                consecutiveGatewayErrors,
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                Duration.ofSeconds(300),
                maxEjectionPercent,
                false,
                5);
    }

    static Endpoint endpoint(String host, int weight, int priority) {
        return new Endpoint(new Address(host, 9080), weight, priority, Locality.UNKNOWN, Map.of());
    }

    static List<Endpoint> endpoints(String... hosts) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (String host : hosts) {
            endpoints.add(endpoint(host, 1, 0));
        }
        return endpoints;
    }

    static Cluster cluster(List<Endpoint> endpoints, LoadBalancing policy) {
        return cluster(endpoints, policy, Optional.empty(), 0, Thresholds.DEFAULT);
    }

    static Cluster cluster(List<Endpoint> endpoints, OutlierDetection rule) {
        return cluster(endpoints, new LoadBalancing.RoundRobin(), Optional.of(rule), 0, Thresholds.DEFAULT);
    }

    static Cluster cluster(
            List<Endpoint> endpoints,
            LoadBalancing policy,
            Optional<OutlierDetection> rule,
            int panicPercent,
            Thresholds thresholds) {
        return new Cluster(
                "outbound|9080||alpha",
                Cluster.Protocol.HTTP2,
                endpoints,
                policy,
                rule,
                panicPercent,
                thresholds,
                Duration.ofSeconds(10),
                "alpha",
                "",
                "");
    }

    List<Slot> slots(List<Endpoint> endpoints) {
        return endpoints.stream()
                .map(endpoint -> new Slot(endpoint, new EndpointState(endpoint.address(), now)))
                .toList();
    }

    void pass(Duration time) {
        now += time.toNanos();
    }

    /** One attempt that ends at once; the endpoint's name. */
    static String call(ClusterView view, Outcome outcome) {
        Pick pick = pick(view);
        pick.done(outcome);
        return pick.endpoint().address().host();
    }

    static String call(ClusterView view) {
        return call(view, Outcome.ofHttp(200));
    }

    /** Attempts at one endpoint only: picks of others end well. */
    static void callAt(ClusterView view, String host, int times, Outcome outcome) {
        for (int ended = 0, picks = 0; ended < times; picks++) {
            if (picks > 10_000) {
                throw new AssertionError(host + " is not picked any more");
            }
            Pick pick = pick(view);
            boolean here = pick.endpoint().address().host().equals(host);
            pick.done(here ? outcome : Outcome.ofHttp(200));
            ended += here ? 1 : 0;
        }
    }

    static Pick pick(ClusterView view) {
        Choice choice = view.pick(PickArgs.FIRST);
        if (choice instanceof Pick pick) {
            return pick;
        }
        throw new AssertionError(choice.toString());
    }

    static List<String> calls(ClusterView view, int count) {
        List<String> hosts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            hosts.add(call(view));
        }
        return hosts;
    }

    /** Of two endpoints the one with fewer calls in flight gets the next, as least request has it. */
    static void assertGoesByLeastRequest(ClusterView view) {
        for (int i = 0; i < 200; i++) {
            pick(view);
        }
        List<EndpointView> endpoints = view.endpoints();
        assertThat(Math.abs(endpoints.get(0).inFlight() - endpoints.get(1).inFlight()))
                .isLessThan(12);
    }
}
