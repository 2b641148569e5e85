package io.weft.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.stub.ClientCalls;
import io.weft.control.ControlPlane;
import io.weft.control.ControlPlaneOptions;
import io.weft.runtime.Mesh;
import io.weft.runtime.MeshOptions;
import io.weft.spring.apps.WorkerApplication;
import io.weft.spring.grpc.MeshGrpcClientAutoConfiguration;
import io.weft.xds.XdsBootstrap;
import io.weft.xds.XdsSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Balancing by probing, from the rule to the socket: a control plane, applications with the starter, and a caller that
 * has no calls under way and so cannot know by itself who is busy.
 */
class ProbingIT {

    private static final int CALLS = 300;

    private static final java.net.http.HttpClient STRANGER = java.net.http.HttpClient.newHttpClient();
    private static final ExecutorService CALLERS = Executors.newCachedThreadPool();

    private static ControlPlane controlPlane;
    private static Mesh mesh;
    private static CloseableHttpClient client;

    @SuppressWarnings("NullAway.Init") // by each test
    private Worker busy;

    @SuppressWarnings("NullAway.Init")
    private Worker idle;

    @SuppressWarnings("NullAway.Init")
    private ManagedChannel channel;

    private record Worker(ConfigurableApplicationContext context) {

        /** One of the service, of this version. */
        static Worker start(String service, String version, String... properties) {
            return new Worker(new SpringApplicationBuilder(WorkerApplication.class)
                    .properties(properties)
                    .run(
                            "--spring.application.name=" + service,
                            "--mesh.version=" + version,
                            "--server.port=0",
                            "--spring.grpc.server.port=0",
                            "--spring.jmx.enabled=false",
                            // Targets of gRPC channels are the process's: here they are the caller's.
                            "--spring.autoconfigure.exclude=" + MeshGrpcClientAutoConfiguration.class.getName(),
                            "--mesh.control-plane.address=127.0.0.1:" + controlPlane.port()));
        }

        WorkerApplication application() {
            return context.getBean(WorkerApplication.class);
        }

        URI uri(String path) {
            return URI.create(
                    "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port") + path);
        }

        /** Gives it so much work, of which the mesh's caller knows nothing. */
        void occupy(int requests) throws Exception {
            application().linger();
            for (int i = 0; i < requests; i++) {
                var unused = STRANGER.sendAsync(
                        HttpRequest.newBuilder(uri("/work")).build(), HttpResponse.BodyHandlers.discarding());
            }
            await(() -> application().working() == requests);
        }

        void release() throws Exception {
            application().finish();
            await(() -> application().working() == 0);
        }
    }

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        try (InputStream rules = ProbingIT.class.getResourceAsStream("/mesh/probing.yaml")) {
            Files.copy(Objects.requireNonNull(rules), folder.resolve("probing.yaml"));
        }
        controlPlane = ControlPlane.start(ControlPlaneOptions.of(folder).listeningOn("127.0.0.1", 0));
        mesh = Mesh.start(
                MeshOptions.DEFAULT,
                XdsSource.open(XdsBootstrap.of("127.0.0.1:" + controlPlane.port(), "caller", "default")));
        HttpClientBuilder builder = HttpClientBuilder.create()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnPerRoute(64)
                        .setMaxConnTotal(128)
                        .build());
        mesh.install(builder);
        mesh.registerGrpc();
        client = builder.build();
    }

    @AfterEach
    void stopWorkers() {
        channel.shutdownNow();
        for (Worker worker : List.of(busy, idle)) {
            worker.application().finish();
            worker.context().close();
        }
    }

    @AfterAll
    static void stop() throws Exception {
        CALLERS.shutdownNow();
        client.close();
        mesh.close();
        controlPlane.close();
    }

    private static String get(String uri) {
        try {
            return client.execute(new HttpGet(uri), response -> EntityUtils.toString(response.getEntity()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Supplier<String> overHttp(String service) {
        return () -> get("http://" + service + ":9080/version");
    }

    private Supplier<String> overGrpc(String service) {
        ManagedChannel opened = Grpc.newChannelBuilder(service + ":9090", InsecureChannelCredentials.create())
                .build();
        channel = opened;
        return () -> ClientCalls.blockingUnaryCall(
                opened,
                WorkerApplication.VERSION,
                CallOptions.DEFAULT.withDeadlineAfter(20, TimeUnit.SECONDS).withWaitForReady(),
                "");
    }

    /** How many of the calls reach the busy one. */
    private static long atBusy(Supplier<String> caller) {
        return IntStream.range(0, CALLS)
                .filter(i -> caller.get().equals("busy"))
                .count();
    }

    private static void awaitBoth(Supplier<String> caller) throws Exception {
        await(() -> caller.get().equals("busy"));
        await(() -> caller.get().equals("idle"));
    }

    /** The first answers may be late: much is being loaded. */
    private static void awaitReports(Supplier<String> caller) throws Exception {
        await(() -> IntStream.range(0, 20).allMatch(i -> caller.get().equals("idle")));
    }

    @Test
    void callsTheOneThatIsIdleByItsOwnAccount() throws Exception {
        busy = Worker.start("telling", "busy");
        idle = Worker.start("telling", "idle");
        for (Supplier<String> caller : List.of(overHttp("telling"), overGrpc("telling"))) {
            awaitBoth(caller);
            busy.occupy(20);
            awaitReports(caller);
            // Usually none; some when probes are late. By chance it would be half.
            assertThat(atBusy(caller)).isLessThan(CALLS / 5);
            busy.release();
        }
    }

    @Test
    void goesByItsOwnRequestsWhereNobodyTells() throws Exception {
        busy = Worker.start("silent", "busy", "mesh.load.enabled=false");
        idle = Worker.start("silent", "idle", "mesh.load.enabled=false");
        Supplier<String> overHttp = overHttp("silent");
        Supplier<String> overGrpc = overGrpc("silent");
        awaitBoth(overHttp);
        awaitBoth(overGrpc);
        busy.occupy(20);
        assertThat(STRANGER.send(
                                HttpRequest.newBuilder(busy.uri("/.well-known/weft/load"))
                                        .build(),
                                HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(404);
        assertThat(atBusy(overHttp)).isBetween(CALLS * 35L / 100, CALLS * 65L / 100);
        assertThat(atBusy(overGrpc)).isBetween(CALLS * 35L / 100, CALLS * 65L / 100);

        // Least request draws two of two: the one with more goes only if it is drawn twice, every fourth time.
        await(() -> {
            Future<?> unused = CALLERS.submit(() -> get("http://silent:9080/work"));
            return busy.application().working() >= 30;
        });
        assertThat(atBusy(overHttp)).isBetween(CALLS * 10L / 100, CALLS * 38L / 100);
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.sleep(20);
        }
    }
}
