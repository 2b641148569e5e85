package io.weft.runtime.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.weft.model.Address;
import io.weft.runtime.World;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * What the mesh adds to the bytes that a unary call allocates in the whole process; the JVM counts them. Its server is
 * in it too: some 500 bytes for two headers more to read.
 */
class GrpcCostTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final MethodDescriptor<String, String> ECHO = Bytes.method(EchoServer.UNARY, MethodType.UNARY);
    private static final int CALLS = 2_000;
    private static final int BATCHES = 5;

    @Test
    void addsLittleGarbageToACallWithATimeoutAndRetries() throws IOException {
        Server server = echo();
        try (GrpcBed bed = new GrpcBed()) {
            Address address = new Address("127.0.0.1", server.getPort());
            bed.publish(GrpcBed.world()
                    .subset("v1", address)
                    .otherwise(World.retrying(
                            World.within(World.to("v1"), Duration.ofSeconds(10)),
                            World.retry(2, Optional.empty(), "unavailable"))));
            double plain = bytes(bed.channel("dns:///" + address));
            double meshed = bytes(bed.channel());
            assertThat(meshed - plain).isBetween(0.0, 2_800.0);
        } finally {
            server.shutdownNow();
        }
    }

    /** One that keeps nothing of what it is asked. */
    private static Server echo() throws IOException {
        return NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                .directExecutor()
                .addService(ServerServiceDefinition.builder("shop.Cart")
                        .addMethod(ECHO, ServerCalls.asyncUnaryCall((message, answer) -> {
                            answer.onNext(message);
                            answer.onCompleted();
                        }))
                        .build())
                .build()
                .start();
    }

    /** The least of several batches: what the process does besides is in some of them only. */
    private static double bytes(Channel channel) {
        run(channel);
        double least = Double.MAX_VALUE;
        for (int batch = 0; batch < BATCHES; batch++) {
            long[] threads = THREADS.getAllThreadIds();
            long before = allocated(threads);
            run(channel);
            least = Math.min(least, (allocated(threads) - before) / (double) CALLS);
        }
        return least;
    }

    private static long allocated(long[] threads) {
        return LongStream.of(THREADS.getThreadAllocatedBytes(threads))
                .filter(bytes -> bytes > 0)
                .sum();
    }

    private static void run(Channel channel) {
        for (int i = 0; i < CALLS; i++) {
            String unused = ClientCalls.blockingUnaryCall(channel, ECHO, CallOptions.DEFAULT, "hello");
        }
    }
}
