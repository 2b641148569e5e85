package io.weft.parity;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Judges HTTP routing: every recorded request, through the real path, compared field by field. */
final class RoutingParity {

    /** Not compared: the connection's own, what HttpClient adds, and what the recording left out or calls optional. */
    private static final Set<String> UNCOMPARED = Set.of(
            "host",
            "connection",
            "content-length",
            "transfer-encoding",
            "x-request-id",
            "x-forwarded-proto",
            "x-envoy-original-path",
            "x-envoy-attempt-count",
            "x-envoy-expected-rq-timeout-ms");

    private RoutingParity() {}

    /** @param calls of the client that is judged */
    static Report run(Path folder, Function<MeshClient, HttpCalls> calls) {
        Report report = new Report(WantedDifferences.none());
        List<RecordedCase> cases = RecordedCase.in(folder);
        MeshHarness.forEachLine(cases, report, (client, recorded, line) -> judge(calls.apply(client), line));
        return report;
    }

    private static List<Difference> judge(HttpCalls calls, JsonNode line) {
        List<Difference> found = new ArrayList<>();
        HttpCalls.Result result = calls.call(line);
        JsonNode istio = line.path("decision");
        Shares.compare(found, istio, result.ours(), () -> calls.call(line).ours());
        compare(found, istio, result);
        return found;
    }

    private static void compare(List<Difference> found, JsonNode istio, HttpCalls.Result result) {
        if (Decision.passedThrough(istio)) {
            Difference.compare(found, "cluster", Decision.PASS_THROUGH, Decision.cluster(result.ours()));
            return;
        }
        Difference.compare(found, "status", istio.path("status").asInt(), result.status());
        if (result.ours().isEmpty()) {
            found.add(new Difference("cluster", istio.path("cluster").asString(""), "passed through " + result.body()));
            return;
        }
        Decision.compare(found, istio, result.ours().get());
        Difference.compare(
                found, "responseHeaders", Decision.headers(istio.path("responseHeaders"), Set.of()), result.headers());
        if (istio.has("body")) {
            Difference.compare(found, "body", istio.path("body").asString(), result.body());
        }
        if (istio.has("upstream")) {
            JsonNode upstream = istio.path("upstream");
            Decision.upstream(found, upstream, result.attempts(), UNCOMPARED)
                    .ifPresent(seen -> requestLine(found, upstream, seen));
        }
    }

    private static void requestLine(List<Difference> found, JsonNode istio, Echo.Seen seen) {
        Difference.compare(found, "upstream.method", istio.path("method").asString(), seen.method());
        Difference.compare(found, "upstream.path", istio.path("path").asString(), seen.path());
    }
}
