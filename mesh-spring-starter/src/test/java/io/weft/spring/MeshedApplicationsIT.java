package io.weft.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.control.ControlPlane;
import io.weft.control.ControlPlaneOptions;
import io.weft.spring.apps.ProductpageApplication;
import io.weft.spring.apps.ReviewsApplication;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Applications with nothing but the starter, a real control plane, and every call over sockets. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MeshedApplicationsIT {

    private static final HttpClient BROWSER = HttpClient.newHttpClient();

    private static Path rulesFolder;
    private static ControlPlane controlPlane;
    private static ConfigurableApplicationContext productpage;
    private static ConfigurableApplicationContext v1;
    private static ConfigurableApplicationContext v2;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        rulesFolder = folder;
        try (InputStream rules = MeshedApplicationsIT.class.getResourceAsStream("/mesh/reviews.yaml")) {
            Files.copy(Objects.requireNonNull(rules), folder.resolve("reviews.yaml"));
        }
        controlPlane = ControlPlane.start(ControlPlaneOptions.of(folder).listeningOn("127.0.0.1", 0));
        productpage = run(ProductpageApplication.class, "productpage", "v1");
        v1 = run(ReviewsApplication.class, "reviews", "v1");
        v2 = run(ReviewsApplication.class, "reviews", "v2");
        await("v1", "/by/restclient");
        await("v2", "/by/restclient");
    }

    private static ConfigurableApplicationContext run(Class<?> application, String name, String version) {
        return new SpringApplicationBuilder(application)
                .run(
                        "--spring.application.name=" + name,
                        "--server.port=0",
                        "--spring.grpc.server.port=0",
                        "--spring.jmx.enabled=false",
                        "--spring.task.execution.propagate-context=true",
                        "--spring.http.serviceclient.reviews.base-url=http://reviews:9080",
                        "--spring.http.serviceclient.reactive.base-url=http://reviews:9080",
                        "--management.endpoints.web.exposure.include=mesh,health",
                        "--management.endpoint.health.show-details=always",
                        "--mesh.version=" + version,
                        "--mesh.control-plane.address=127.0.0.1:" + controlPlane.port());
    }

    /** Until the mesh has spread. */
    private static void await(String expected, String path) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!get(path).equals("200 " + expected)) {
            assertThat(System.nanoTime()).as(get(path)).isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    @AfterAll
    static void stop() throws Exception {
        for (ConfigurableApplicationContext application : new ConfigurableApplicationContext[] {productpage, v1, v2}) {
            if (application != null) {
                application.close();
            }
        }
        controlPlane.close();
    }

    private static String get(String path, String... headers) throws IOException, InterruptedException {
        return direct(productpage, path, headers);
    }

    private static String direct(ConfigurableApplicationContext application, String path, String... headers)
            throws IOException, InterruptedException {
        String port = application.getEnvironment().getRequiredProperty("local.server.port");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<String> response = BROWSER.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return response.statusCode() + " " + response.body();
    }

    @ParameterizedTest
    @ValueSource(strings = {"restclient", "resttemplate", "interface", "webclient", "reactive", "feign", "grpc"})
    @Order(1)
    void callsByTheNameOfTheService(String client) throws Exception {
        TreeSet<String> answers = new TreeSet<>();
        for (int i = 0; i < 30; i++) {
            answers.add(get("/by/" + client));
        }
        assertThat(answers).containsExactly("200 v1", "200 v2");
    }

    @Test
    @Order(1)
    void routesByHeader() throws Exception {
        for (int i = 0; i < 4; i++) {
            assertThat(get("/user", "end-user", "jason")).isEqualTo("200 v2");
        }
    }

    @Test
    @Order(1)
    void splitsByWeight() {
        long ofV1 = IntStream.range(0, 100)
                .filter(i -> quietly("/weighted").equals("200 v1"))
                .count();
        assertThat(ofV1).isBetween(62L, 96L);
    }

    @Test
    @Order(1)
    void retries() {
        assertThat(IntStream.range(0, 10).mapToObj(i -> quietly("/flaky")))
                .allMatch(answer -> answer.startsWith("200"));
    }

    @Test
    @Order(1)
    void takesTraceHeadersAlongToOtherThreads() throws Exception {
        assertThat(get("/later", "x-request-id", "r-1", "traceparent", "00-0af7651916cd43dd8448eb211c80319c-1-01"))
                .contains("\"x-request-id\":\"r-1\"", "00-0af7651916cd43dd8448eb211c80319c-1-01");
    }

    @Test
    @Order(1)
    void takesTraceHeadersAlongWithWebClient() throws Exception {
        assertThat(get("/reactive/headers", "x-request-id", "r-2", "end-user", "jason"))
                .contains("\"x-request-id\":\"r-2\"", "\"end-user\":\"jason\"");
    }

    @Test
    @Order(1)
    void sendsABodyAgainWithWebClient() {
        assertThat(IntStream.range(0, 10).mapToObj(i -> quietly("/reactive/flaky/echo")))
                .containsOnly("200 {\"a\":\"b\"}");
    }

    @Test
    @Order(1)
    void makesOneRequestIdForAllThatARequestCauses() throws Exception {
        assertThat(get("/later")).contains("x-request-id");
    }

    @Test
    @Order(1)
    void showsTheMesh() throws Exception {
        assertThat(get("/actuator/mesh"))
                .startsWith("200")
                .contains("\"mode\":\"PROXYLESS\"", "reviews:9080", "outbound|9080|v1|reviews", "reviews.yaml");
        assertThat(get("/actuator/health/mesh")).startsWith("200").contains("\"connected\":true");
    }

    @Test
    @Order(2)
    void drainsWithoutAFailedCall() throws Exception {
        AtomicBoolean ended = new AtomicBoolean();
        CompletableFuture<Boolean> allGood = CompletableFuture.supplyAsync(() -> {
            boolean good = true;
            while (!ended.get()) {
                good &= quietly("/by/resttemplate").startsWith("200");
            }
            return good;
        });

        v2.close();
        ended.set(true);

        assertThat(allGood.join()).isTrue();
        assertThat(IntStream.range(0, 10).mapToObj(i -> quietly("/by/restclient")))
                .containsOnly("200 v1");
    }

    @Test
    @Order(3)
    void guardsByRuleAndShowsHowTheBreakerStands() throws Exception {
        Files.writeString(rulesFolder.resolve("guard.yaml"), """
                apiVersion: weft.io/v1
                kind: TrafficGuard
                metadata: {name: reviews}
                spec: {host: reviews, breaker: {errorRate: 50}}
                ---
                apiVersion: weft.io/v1
                kind: TrafficGuard
                metadata: {name: reviews-server}
                spec:
                  workloadSelector: {matchLabels: {app: reviews}}
                  rateLimit: {tokens: 1, interval: 1h, perHeader: X-User}
                  fallback: [{body: "not so fast"}]
                """);

        awaitTrue(() -> get("/actuator/mesh").contains("\"state\":\"CLOSED\""));
        assertThat(get("/actuator/mesh")).contains("\"origin\":\"guard.yaml:1\"");
        awaitTrue(() -> direct(v1, "/version", "x-user", "jason").equals("429 not so fast"));
        assertThat(direct(v1, "/version", "x-user", "anna")).isEqualTo("200 v1");
        assertThat(direct(v1, "/version", "x-user", "anna")).isEqualTo("429 not so fast");

        Files.delete(rulesFolder.resolve("guard.yaml"));
        awaitTrue(() -> direct(v1, "/version", "x-user", "jason").equals("200 v1"));
    }

    private static void awaitTrue(Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    private static String quietly(String path) {
        try {
            return get(path);
        } catch (IOException | InterruptedException e) {
            return e.toString();
        }
    }
}
