package io.weft.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.control.ControlPlane;
import io.weft.control.ControlPlaneOptions;
import io.weft.runtime.Mesh;
import io.weft.runtime.MeshOptions;
import io.weft.spring.apps.WorkerApplication;
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
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
        client = builder.build();
    }

    @AfterEach
    void stopWorkers() {
        for (Worker worker : new Worker[] {busy, idle}) {
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

    /** How many of the calls reach the busy one. */
    private static long atBusy(String service) {
        return IntStream.range(0, CALLS)
                .filter(i -> get("http://" + service + ":9080/version").equals("busy"))
                .count();
    }

    private static void awaitBoth(String service) throws Exception {
        await(() -> get("http://" + service + ":9080/version").equals("busy"));
        await(() -> get("http://" + service + ":9080/version").equals("idle"));
    }

    @Test
    void callsTheOneThatIsIdleByItsOwnAccount() throws Exception {
        busy = Worker.start("telling", "busy");
        idle = Worker.start("telling", "idle");
        awaitBoth("telling");
        busy.occupy(20);
        // The first answers may be late: much is being loaded.
        await(() -> IntStream.range(0, 20)
                .allMatch(i -> get("http://telling:9080/version").equals("idle")));

        assertThat(atBusy("telling")).isLessThan(CALLS / 10);
    }

    @Test
    void goesByItsOwnRequestsWhereNobodyTells() throws Exception {
        busy = Worker.start("silent", "busy", "mesh.load.enabled=false");
        idle = Worker.start("silent", "idle", "mesh.load.enabled=false");
        awaitBoth("silent");
        busy.occupy(20);
        assertThat(STRANGER.send(
                                HttpRequest.newBuilder(busy.uri("/.well-known/weft/load"))
                                        .build(),
                                HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(404);
        assertThat(atBusy("silent")).isBetween(CALLS * 35L / 100, CALLS * 65L / 100);

        // Least request draws two of two: the one with more goes only if it is drawn twice, every fourth time.
        await(() -> {
            Future<?> unused = CALLERS.submit(() -> get("http://silent:9080/work"));
            return busy.application().working() >= 30;
        });
        assertThat(atBusy("silent")).isBetween(CALLS * 10L / 100, CALLS * 38L / 100);
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.sleep(20);
        }
    }
}
