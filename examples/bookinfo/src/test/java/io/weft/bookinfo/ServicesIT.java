package io.weft.bookinfo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;

/** The services by themselves, with the mesh switched off: they find each other by host name and port. */
class ServicesIT {

    private static final List<ConfigurableApplicationContext> RUNNING = new ArrayList<>();

    private static final HttpClient HTTP =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    private static int ratings;
    private static int faulty;
    private static int productpage;
    private static int overGrpc;

    @BeforeAll
    static void start() {
        ConfigurableApplicationContext stars = start("ratings", "v1", Map.of());
        ratings = port(stars, "local.server.port");
        faulty = port(start("ratings", "v-faulty", Map.of("ratings.trouble-share", 1)), "local.server.port");
        int details = port(start("details", "v1", Map.of()), "local.server.port");
        Map<String, Object> hosts = Map.of(
                "RATINGS_HOSTNAME",
                "localhost",
                "RATINGS_SERVICE_PORT",
                ratings,
                "RATINGS_GRPC_PORT",
                stars.getBean(GrpcServerLifecycle.class).getPort());
        int reviews = port(start("reviews", "v3", hosts), "local.server.port");
        overGrpc = port(start("reviews", "v2", with(hosts, "RATINGS_PROTOCOL", "grpc")), "local.server.port");
        productpage = port(
                start(
                        "productpage",
                        "v1",
                        Map.of(
                                "DETAILS_HOSTNAME",
                                "localhost",
                                "DETAILS_SERVICE_PORT",
                                details,
                                "REVIEWS_HOSTNAME",
                                "localhost",
                                "REVIEWS_SERVICE_PORT",
                                reviews,
                                "RATINGS_HOSTNAME",
                                "localhost",
                                "RATINGS_SERVICE_PORT",
                                faulty)),
                "local.server.port");
    }

    @AfterAll
    static void stop() {
        RUNNING.forEach(ConfigurableApplicationContext::close);
    }

    @Test
    void thePageShowsDetailsAndRedStars() throws Exception {
        assertThat(get(productpage, "/productpage").body())
                .contains("William Shakespeare", "class=\"stars red\"", "★★★★<", "Sign in");
    }

    @Test
    void signsInAndOutAndNamesTheUser() throws Exception {
        HttpResponse<String> answer =
                send(productpage, "/login", "POST", "username=j%3Ci&passwd=x", "application/x-www-form-urlencoded");
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("location")).hasValue("/productpage");
        assertThat(get(productpage, "/productpage").body()).contains("j&lt;i", "Sign out");
        get(productpage, "/logout");
        assertThat(get(productpage, "/productpage").body()).contains("Sign in");
    }

    @Test
    void ratingsAreAskedForOverGrpcWhereAPropertySaysSo() throws Exception {
        assertThat(get(overGrpc, "/reviews/0").body()).contains("\"stars\":5", "\"color\":\"black\"");
    }

    @Test
    void theApiHandsOnTheStatusOfWhatFailed() throws Exception {
        HttpResponse<String> answer = get(productpage, "/api/v1/products/0/ratings");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body())
                .isEqualTo("{\"error\":\"Sorry, product ratings are currently unavailable for this book.\"}");
        assertThat(get(productpage, "/metrics").body())
                .contains("request_result_total{destination_app=\"ratings\",response_code=\"503\"}");
    }

    @Test
    void ratingsCanBeGivenAndMustBeUnderstood() throws Exception {
        assertThat(send(ratings, "/ratings/7", "POST", "{\"Reviewer1\":1}", "application/json")
                        .body())
                .isEqualTo("{\"id\":7,\"ratings\":{\"Reviewer1\":1}}");
        assertThat(get(ratings, "/ratings/7").body()).contains("\"Reviewer1\":1");
        assertThat(send(ratings, "/ratings/7", "POST", "stars", "application/json")
                        .statusCode())
                .isEqualTo(400);
        assertThat(get(ratings, "/ratings/seven").statusCode()).isEqualTo(400);
        assertThat(get(faulty, "/ratings/7").statusCode()).isEqualTo(503);
    }

    private static ConfigurableApplicationContext start(String app, String version, Map<String, Object> properties) {
        try {
            String name = app.substring(0, 1).toUpperCase(Locale.ROOT) + app.substring(1);
            Class<?> main = Class.forName("io.weft.bookinfo." + app + "." + name + "Application");
            List<String> arguments = new ArrayList<>(List.of(
                    "--spring.config.name=bookinfo," + app,
                    "--server.port=0",
                    "--spring.grpc.server.port=0",
                    "--mesh.enabled=false",
                    "--SERVICE_VERSION=" + version));
            properties.forEach((key, value) -> arguments.add("--" + key + "=" + value));
            ConfigurableApplicationContext context =
                    new SpringApplicationBuilder(main).run(arguments.toArray(String[]::new));
            RUNNING.add(context);
            return context;
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(app, e);
        }
    }

    private static int port(ConfigurableApplicationContext context, String property) {
        return context.getEnvironment().getRequiredProperty(property, Integer.class);
    }

    private static Map<String, Object> with(Map<String, Object> map, String key, Object value) {
        Map<String, Object> more = new TreeMap<>(map);
        more.put(key, value);
        return more;
    }

    private static HttpResponse<String> get(int port, String path) throws Exception {
        return HTTP.send(request(port, path).build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> send(int port, String path, String method, String body, String type)
            throws Exception {
        return HTTP.send(
                request(port, path)
                        .header("content-type", type)
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }
}
