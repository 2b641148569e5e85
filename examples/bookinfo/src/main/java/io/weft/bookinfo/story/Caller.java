package io.weft.bookinfo.story;

import io.weft.bookinfo.run.Workload;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A process that makes the calls it is told to, with its own client and under the rules that hold for it. */
final class Caller {

    private static final JsonMapper JSON = new JsonMapper();

    private final Browser browser;

    private Caller(URI address) {
        this.browser = Browser.anonymous(address);
    }

    /** Starts one, together with whom it will call. */
    static Caller start(Stage stage, Workload... called) {
        return start(stage, Map.of(), called);
    }

    /** @param locality where it runs, as {@code region/zone} */
    static Caller startIn(Stage stage, String locality, Workload... called) {
        return start(stage, Map.of("MESH_LOCALITY", locality), called);
    }

    /** @param host a name that stands for this machine, as far as this process knows */
    static Caller startKnowing(Stage stage, String host, Workload... called) {
        String option = "-Djdk.net.hosts.file=" + stage.hostsFile(host);
        return start(stage, Map.of("JAVA_TOOL_OPTIONS", option), called);
    }

    private static Caller start(Stage stage, Map<String, String> environment, Workload... called) {
        Workload caller = new Workload("caller", "echo", "caller", environment, 0).onFreePort();
        stage.start(Stream.concat(Stream.of(called), Stream.of(caller)).toArray(Workload[]::new));
        return new Caller(Stage.address(caller));
    }

    /** One call. Headers are written {@code name:value}. */
    Browser.Loaded fetch(String url, String... headers) {
        return browser.get("/fetch?url=" + encoded(url)
                + Arrays.stream(headers).map(line -> "&header=" + encoded(line)).collect(Collectors.joining()));
    }

    /**
     * Many calls, a few at a time; outcomes are bodies, the status where that is not 200, or that it failed.
     *
     * @param options of {@code /load}, written {@code name=value}
     */
    Shares load(int callers, int calls, String url, String... options) {
        Browser.Loaded answer = browser.get("/load?callers=%d&calls=%d&url=%s".formatted(callers, calls, encoded(url))
                + Arrays.stream(options).map(option -> "&" + option).collect(Collectors.joining()));
        if (answer.status() != 200) {
            throw new IllegalStateException("No load: " + answer.status() + " " + answer.body());
        }
        return Shares.of(JSON.readValue(answer.body(), new TypeReference<Map<String, Long>>() {}));
    }

    /** What became of hedging, as the process counts it. */
    record Hedges(long launched, long won, long overBudget) {}

    /** Of calls to a service of the default namespace, so far. */
    Hedges hedges(String service, int port) {
        String cluster = "outbound|%d||%s.default.svc.cluster.local".formatted(port, service);
        JsonNode counts = JSON.readTree(browser.get("/actuator/mesh").body())
                .path("clusters")
                .path(cluster)
                .path("hedging");
        return new Hedges(
                counts.path("launched").asLong(),
                counts.path("won").asLong(),
                counts.path("overBudget").asLong());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
