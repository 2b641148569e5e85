package io.weft.runtime.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.weft.model.Address;
import io.weft.model.HashPolicy;
import io.weft.runtime.World;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What calls take along from the call that a server is at work for. */
class GrpcWorkTest {

    private final GrpcBed bed = new GrpcBed();

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void takesTraceHeadersAndDeadlineAlong() {
        EchoServer last = bed.server("last");
        bed.route(last.address());
        ManagedChannel inner = bed.channel();
        EchoServer middle = bed.server("middle", bed.mesh.grpcServerInterceptor());
        middle.during = () -> GrpcBed.unary(inner, CallOptions.DEFAULT.withDeadlineAfter(1, TimeUnit.HOURS), "inner");
        ManagedChannel outer =
                bed.channel("dns:///localhost:" + middle.address().port());
        GrpcBed.unary(
                GrpcBed.with(outer, Map.of("x-request-id", "r-7", "traceparent", "00-1-2-01", "other", "x")),
                CallOptions.DEFAULT.withDeadlineAfter(5, TimeUnit.SECONDS),
                "hello");

        assertThat(last.seen.get(0))
                .containsEntry("x-request-id", "r-7")
                .containsEntry("traceparent", "00-1-2-01")
                .doesNotContainKey("other");
        assertThat(last.seen.get(0).get("grpc-timeout")).matches("[34]\\d{6}u|[34]\\d{3}m");
    }

    @Test
    void hashesByTheAddressOfItsCaller() {
        Address[] ends = Stream.of("a", "b", "c", "d")
                .map(name -> bed.server(name).address())
                .toArray(Address[]::new);
        bed.publish(GrpcBed.world()
                .subset("v1", ends)
                .hashed("v1")
                .otherwise(World.hashing(World.to("v1"), new HashPolicy.SourceIp())));
        ManagedChannel inner = bed.channel();
        Set<String> names = new CopyOnWriteArraySet<>();
        EchoServer middle = bed.server("middle", bed.mesh.grpcServerInterceptor());
        middle.during = () -> names.add(GrpcBed.unary(inner));
        ManagedChannel outer =
                bed.channel("dns:///localhost:" + middle.address().port());
        for (int i = 0; i < 8; i++) {
            GrpcBed.unary(outer);
        }

        assertThat(names).as("every caller is 127.0.0.1").hasSize(1);
    }
}
