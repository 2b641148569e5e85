package io.weft.runtime.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.weft.model.Guard;
import io.weft.model.InboundLimit;
import io.weft.model.MeshSnapshot;
import io.weft.model.RateLimit;
import io.weft.model.Upstream;
import io.weft.runtime.MeshMode;
import io.weft.runtime.World;
import io.weft.runtime.guard.InboundLimits;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A gRPC server that takes one call an hour of each caller, as the control plane says. */
class InboundLimitTest {

    private final GrpcBed bed = new GrpcBed();

    @AfterEach
    void close() {
        bed.close();
    }

    private Channel limited(InboundLimit.Per per) {
        EchoServer server = bed.server("a", bed.mesh.grpcServerInterceptor());
        MeshSnapshot world = GrpcBed.world()
                .subset("v1", server.address())
                .otherwise(World.to("v1"))
                .snapshot();
        var rate = new RateLimit(1, Duration.ofHours(1), 1);
        var answer = new Guard.Fallback(Set.of(Guard.Cause.RATE_LIMITED), 429, 8, Map.of("x-why", "limit"), "slower");
        Map<String, Upstream> upstreams = new HashMap<>(world.upstreams());
        upstreams.put(
                Upstream.INBOUND, new Upstream.Inbound(List.of(new InboundLimit(rate, per, answer, "guard.yaml:1"))));
        bed.publish(new MeshSnapshot("1", upstreams, world.clusters()));
        return bed.channel();
    }

    private static GrpcBed.Answers call(Channel channel) {
        GrpcBed.Answers answers = new GrpcBed.Answers();
        ClientCall<String, String> call =
                GrpcBed.call(channel, EchoServer.UNARY, MethodType.UNARY, CallOptions.DEFAULT);
        call.start(answers, new io.grpc.Metadata());
        call.request(2);
        call.sendMessage("hello");
        call.halfClose();
        answers.await();
        return answers;
    }

    @Test
    void refusesWhatIsTooMuchAndSaysWhenToComeAgain() {
        Channel channel = limited(new InboundLimit.Per.Caller());
        assertThat(call(channel).await().isOk()).isTrue();

        GrpcBed.Answers refused = call(channel);

        assertThat(refused.await().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(refused.await().getDescription()).isEqualTo("slower");
        assertThat(refused.trailers)
                .containsEntry("x-envoy-ratelimited", "true")
                .containsEntry("x-why", "limit")
                .containsKey("grpc-retry-pushback-ms");
    }

    @Test
    void countsEachValueOfAHeaderApart() {
        Channel channel = limited(new InboundLimit.Per.Header("x-user"));

        assertThat(call(GrpcBed.with(channel, Map.of("x-user", "a"))).await().isOk())
                .isTrue();
        assertThat(call(GrpcBed.with(channel, Map.of("x-user", "a"))).await().isOk())
                .isFalse();
        assertThat(call(GrpcBed.with(channel, Map.of("x-user", "b"))).await().isOk())
                .isTrue();
    }

    @Test
    void limitsOnlyWhereTheLibraryCarriesOutTheRules() {
        limited(new InboundLimit.Per.Workload());
        InboundLimits.Request request = new InboundLimits.Request() {
            @Override
            public String caller() {
                return "a";
            }

            @Override
            public @Nullable String header(String name) {
                return null;
            }
        };
        assertThat(bed.mesh.inboundLimits().check(request)).isEmpty();
        assertThat(bed.mesh.inboundLimits().check(request)).isPresent();

        bed.mesh.use(MeshMode.SIDECAR);
        assertThat(bed.mesh.inboundLimits().check(request)).isEmpty();
    }
}
