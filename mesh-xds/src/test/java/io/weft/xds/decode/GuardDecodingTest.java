package io.weft.xds.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.core.v3.Metadata;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.core.v3.TrafficDirection;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.listener.v3.Listener;
import io.weft.model.Guard;
import io.weft.model.InboundLimit;
import io.weft.model.RateLimit;
import io.weft.model.Upstream;
import io.weft.proto.guard.v1.Breaker;
import io.weft.proto.guard.v1.Cause;
import io.weft.proto.guard.v1.DestinationGuard;
import io.weft.proto.guard.v1.Fallback;
import io.weft.proto.guard.v1.Header;
import io.weft.proto.guard.v1.Hedging;
import io.weft.proto.guard.v1.InboundGuard;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What our control plane says beyond Envoy's words, beside what it becomes. */
class GuardDecodingTest {

    private static final io.weft.proto.guard.v1.RateLimit LIMIT = io.weft.proto.guard.v1.RateLimit.newBuilder()
            .setTokens(5)
            .setInterval(seconds(2))
            .setBurst(9)
            .build();
    private static final Fallback FALLBACK = Fallback.newBuilder()
            .addOn(Cause.RATE_LIMITED)
            .setStatus(429)
            .setGrpcStatus(8)
            .addHeaders(Header.newBuilder().setName("a").setValue("1"))
            .setBody("slower")
            .build();
    private static final Guard.Fallback READ =
            new Guard.Fallback(Set.of(Guard.Cause.RATE_LIMITED), 429, 8, Map.of("a", "1"), "slower");

    private static Duration seconds(int seconds) {
        return Duration.newBuilder().setSeconds(seconds).build();
    }

    private static Metadata metadata(Message guard) {
        return Metadata.newBuilder()
                .putTypedFilterMetadata("weft.guard", Any.pack(guard))
                .build();
    }

    private static Decoded cluster(Message guard) {
        return ResourceType.CDS.decode(Cluster.newBuilder()
                .setName("reviews")
                .setType(Cluster.DiscoveryType.EDS)
                .setMetadata(metadata(guard))
                .build());
    }

    private static Breaker.Builder breaker() {
        return Breaker.newBuilder()
                .setErrorRate(50)
                .setSlowCallRate(80.5)
                .setSlowCallDuration(seconds(1))
                .setWindowCalls(10)
                .setMinimumCalls(4)
                .setOpenFor(seconds(30))
                .setHalfOpenCalls(3)
                .setHalfOpenFor(seconds(5));
    }

    @Test
    void readsAllThatGuardsADestination() {
        Decoded decoded = cluster(DestinationGuard.newBuilder()
                .setBreaker(breaker())
                .setRateLimit(LIMIT)
                .setHedging(Hedging.newBuilder().setDelay(seconds(1)).setAttempts(2))
                .addFallbacks(FALLBACK)
                .setSource("guard.yaml:3")
                .build());

        Resource.ClusterPolicy cluster =
                (Resource.ClusterPolicy) decoded.resource().orElseThrow();
        assertThat(cluster.policy().guard())
                .contains(new Guard(
                        Optional.of(new Guard.Breaker(
                                50,
                                80.5,
                                java.time.Duration.ofSeconds(1),
                                new Guard.Window.Calls(10),
                                4,
                                java.time.Duration.ofSeconds(30),
                                3,
                                java.time.Duration.ofSeconds(5))),
                        Optional.of(new RateLimit(5, java.time.Duration.ofSeconds(2), 9)),
                        Optional.of(new Guard.Hedging(java.time.Duration.ofSeconds(1), 2)),
                        List.of(READ),
                        "guard.yaml:3"));
    }

    @Test
    void readsProbing() {
        Decoded decoded = cluster(DestinationGuard.newBuilder()
                .setProbing(io.weft.proto.guard.v1.Probing.newBuilder().setProbesPerRequest(0.5))
                .build());
        Resource.ClusterPolicy cluster =
                (Resource.ClusterPolicy) decoded.resource().orElseThrow();
        assertThat(cluster.policy().loadBalancing())
                .isEqualTo(new io.weft.model.LoadBalancing.Probing(0.5, 0.84, 16, java.time.Duration.ofSeconds(1)));
    }

    @Test
    void refusesProbingWithoutProbes() {
        Decoded decoded = cluster(DestinationGuard.newBuilder()
                .setProbing(io.weft.proto.guard.v1.Probing.getDefaultInstance())
                .build());
        assertThat(decoded)
                .isEqualTo(new Decoded.Rejected(
                        "metadata.typed_filter_metadata[weft.guard].probing.probes_per_request",
                        "must be above 0, and 10 at most"));
    }

    @Test
    void readsAWindowOfTime() {
        Decoded decoded = cluster(DestinationGuard.newBuilder()
                .setBreaker(breaker().setWindowDuration(seconds(7)))
                .build());

        Resource.ClusterPolicy cluster =
                (Resource.ClusterPolicy) decoded.resource().orElseThrow();
        assertThat(cluster.policy().guard().flatMap(Guard::breaker).map(Guard.Breaker::window))
                .contains(new Guard.Window.Time(java.time.Duration.ofSeconds(7)));
    }

    @Test
    void refusesWhatNoBreakerCanBe() {
        Decoded decoded = cluster(DestinationGuard.newBuilder()
                .setBreaker(breaker().setMinimumCalls(0))
                .build());
        assertThat(decoded)
                .isEqualTo(new Decoded.Rejected(
                        "metadata.typed_filter_metadata[weft.guard].breaker.minimum_calls", "must be at least 1"));
        assertThat(cluster(LIMIT)).isInstanceOf(Decoded.Rejected.class);
    }

    @Test
    void readsWhatAWorkloadTakes() {
        var limit = io.weft.proto.guard.v1.InboundLimit.newBuilder()
                .setLimit(LIMIT)
                .setRefusal(FALLBACK)
                .setSource("guard.yaml:3");
        InboundGuard guard = InboundGuard.newBuilder()
                .addLimits(limit.clone().setCaller(io.weft.proto.guard.v1.InboundLimit.Caller.getDefaultInstance()))
                .addLimits(limit.clone().setHeader("x-user"))
                .addLimits(limit)
                .build();
        Decoded decoded = ResourceType.LDS.decode(Listener.newBuilder()
                .setName(Upstream.INBOUND)
                .setTrafficDirection(TrafficDirection.INBOUND)
                .setMetadata(metadata(guard))
                .build());

        RateLimit rate = new RateLimit(5, java.time.Duration.ofSeconds(2), 9);
        assertThat(decoded)
                .isEqualTo(new Decoded.Accepted(new Resource.InlineListener(
                        Upstream.INBOUND,
                        new Upstream.Inbound(List.of(
                                new InboundLimit(rate, new InboundLimit.Per.Caller(), READ, "guard.yaml:3"),
                                new InboundLimit(rate, new InboundLimit.Per.Header("x-user"), READ, "guard.yaml:3"),
                                new InboundLimit(rate, new InboundLimit.Per.Workload(), READ, "guard.yaml:3"))))));
    }
}
