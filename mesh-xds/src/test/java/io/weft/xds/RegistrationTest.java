package io.weft.xds;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.weft.model.Locality;
import io.weft.proto.registry.v1.RegisterRequest;
import io.weft.proto.registry.v1.RegisterResponse;
import io.weft.proto.registry.v1.RegistryGrpc.RegistryImplBase;
import io.weft.proto.registry.v1.WorkloadState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegistrationTest {

    private static final WorkloadInfo REVIEWS = new WorkloadInfo(
            "reviews-v1",
            "default",
            "reviews",
            "127.0.0.1",
            Map.of("app", "reviews", "version", "v1"),
            Map.of("http", 9080),
            Locality.parse("eu/eu-1"),
            1);

    private final BlockingQueue<RegisterRequest> requests = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> ends = new LinkedBlockingQueue<>();
    private Server server = start(0);
    private int port;

    @BeforeEach
    void rememberPort() {
        port = server.getPort();
    }

    @AfterEach
    void stop() throws InterruptedException {
        server.shutdownNow().awaitTermination();
    }

    @Test
    void tellsItsStatesInOrderAndLeaves() throws Exception {
        try (Registration registration = open()) {
            RegisterRequest first = next();
            assertThat(first.getState()).isEqualTo(WorkloadState.STARTING);
            assertThat(first.getWorkload().getLabelsOrThrow("version")).isEqualTo("v1");
            assertThat(first.getWorkload().getPortsOrThrow("http")).isEqualTo(9080);
            assertThat(first.getWorkload().getLocality()).isEqualTo("eu/eu-1");
            registration.ready().toCompletableFuture().get(5, TimeUnit.SECONDS);
            assertThat(next().getState()).isEqualTo(WorkloadState.READY);
            registration.draining().toCompletableFuture().get(5, TimeUnit.SECONDS);
            assertThat(next().getState()).isEqualTo(WorkloadState.DRAINING);
        }
        assertThat(ends.poll(5, TimeUnit.SECONDS)).isEqualTo("completed");
    }

    @Test
    void comesBackWithTheStateOfTheMoment() throws Exception {
        try (Registration registration = open()) {
            registration.ready().toCompletableFuture().get(5, TimeUnit.SECONDS);
            server.shutdownNow().awaitTermination();
            requests.clear();
            server = start(port);
            RegisterRequest again = next();
            assertThat(again.getWorkload().getName()).isEqualTo("reviews-v1");
            assertThat(again.getState()).isEqualTo(WorkloadState.READY);
        }
    }

    @Test
    void waitsForAControlPlaneThatComesLater() throws Exception {
        server.shutdownNow().awaitTermination();
        try (Registration registration = open()) {
            var ready = registration.ready().toCompletableFuture();
            assertThat(ready).isNotDone();
            server = start(port);
            ready.get(8, TimeUnit.SECONDS);
            assertThat(requests).extracting(RegisterRequest::getState).contains(WorkloadState.READY);
        }
    }

    private Registration open() {
        return Registration.open(XdsBootstrap.of("127.0.0.1:" + port, "test", "default"), REVIEWS);
    }

    private RegisterRequest next() throws InterruptedException {
        RegisterRequest request = requests.poll(8, TimeUnit.SECONDS);
        assertThat(request).isNotNull();
        return request == null ? RegisterRequest.getDefaultInstance() : request;
    }

    private Server start(int onPort) {
        try {
            return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), onPort))
                    .addService(new FakeRegistry())
                    .build()
                    .start();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private final class FakeRegistry extends RegistryImplBase {
        @Override
        public StreamObserver<RegisterRequest> register(StreamObserver<RegisterResponse> responses) {
            return new StreamObserver<>() {
                @Override
                public void onNext(RegisterRequest request) {
                    requests.add(request);
                    responses.onNext(RegisterResponse.newBuilder()
                            .setState(request.getState())
                            .build());
                }

                @Override
                public void onError(Throwable error) {
                    ends.add("broken");
                }

                @Override
                public void onCompleted() {
                    ends.add("completed");
                    responses.onCompleted();
                }
            };
        }
    }
}
