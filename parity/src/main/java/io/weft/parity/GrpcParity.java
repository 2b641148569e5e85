package io.weft.parity;

import io.grpc.Status;
import io.weft.model.CallRecord;
import io.weft.model.ResponseFlag;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Judges gRPC: every recorded call, through the real path, compared field by field. */
final class GrpcParity {

    private static final Set<String> UNCOMPARED = Set.of(
            "content-type",
            "te",
            "user-agent",
            "grpc-timeout",
            "grpc-encoding",
            "grpc-accept-encoding",
            "x-request-id",
            "x-forwarded-proto",
            "x-envoy-original-path",
            "x-envoy-attempt-count",
            "x-envoy-expected-rq-timeout-ms");

    /** Ours may be this much later or earlier than Istio's: both are rough. */
    private static final int DEADLINE_TOLERANCE_MILLIS = 120;

    private GrpcParity() {}

    static Report run(Path folder) {
        Report report = new Report(WantedDifferences.ofGrpc());
        List<RecordedCase> cases = RecordedCase.in(folder);
        MeshHarness.forEachLine(cases, report, (client, recorded, line) -> judge(client.grpc(), line));
        return report;
    }

    private static List<Difference> judge(GrpcCalls calls, JsonNode line) {
        List<Difference> found = new ArrayList<>();
        GrpcCalls.Result result = calls.call(line);
        JsonNode istio = line.path("decision");
        Shares.compare(found, istio, result.ours(), () -> calls.call(line).ours());
        compare(found, istio, result);
        return found;
    }

    private static void compare(List<Difference> found, JsonNode istio, GrpcCalls.Result result) {
        if (Decision.passedThrough(istio)) {
            Difference.compare(found, "cluster", Decision.PASS_THROUGH, Decision.cluster(result.ours()));
            return;
        }
        if (result.ours().isEmpty()) {
            found.add(new Difference(
                    "cluster", istio.path("cluster").asString(""), "passed through, " + result.status()));
            return;
        }
        CallRecord ours = result.ours().get();
        if (Decision.flags(istio).contains("DR")) {
            // The caller's own deadline: how that looked to Envoy is grpc-go's doing.
            code(found, istio, result.status());
            Difference.compare(found, "cluster", istio.path("cluster").asString(""), ours.cluster());
            return;
        }
        if (Decision.flags(istio).contains("UR") && ours.flags().contains(ResponseFlag.UT)) {
            found.add(WantedDifferences.DEADLINE_SEEN_BY_ENDPOINT);
            return;
        }
        code(found, istio, result.status());
        Decision.compare(found, istio, ours);
        Difference.compare(found, "headers", Decision.headers(istio.path("headers"), Set.of()), result.headers());
        Difference.compare(found, "trailers", Decision.headers(istio.path("trailers"), Set.of()), result.trailers());
        if (istio.has("upstream")) {
            boolean delayed = Decision.flags(istio).contains("DI");
            upstream(found, istio.path("upstream"), result.attempts(), delayed);
        }
    }

    private static void upstream(List<Difference> found, JsonNode istio, List<Echo.Seen> attempts, boolean delayed) {
        Decision.upstream(found, istio, attempts, UNCOMPARED).ifPresent(seen -> {
            Difference.compare(found, "upstream.method", istio.path("method").asString(), seen.path());
            long slept = Echo.planned(seen.header("x-sleep"), attempts.size() - 1, 0);
            deadline(found, istio.path("deadlineMs").asInt(), millis(seen.timeout()) - slept, delayed);
        });
    }

    /** With Istio's flags, by which {@link WantedDifferences} knows a timeout by rule. */
    private static void code(List<Difference> found, JsonNode istio, Status ours) {
        int code = istio.path("code").asInt();
        if (code != ours.getCode().value()) {
            found.add(new Difference(
                    "code",
                    code + " (" + istio.path("flags").asString("") + ")",
                    ours.getCode().value() + " " + ours.getDescription()));
        }
    }

    /** The recorded endpoint looked at what was left of its deadline after its planned sleep. */
    private static void deadline(List<Difference> found, long recorded, long deadline, boolean delayed) {
        if (Math.abs(recorded - deadline) > DEADLINE_TOLERANCE_MILLIS) {
            String field = delayed && deadline < recorded ? WantedDifferences.DELAYED_DEADLINE : "upstream.deadlineMs";
            found.add(new Difference(field, String.valueOf(recorded), String.valueOf(deadline)));
        }
    }

    /** A {@code grpc-timeout}: digits and a unit. */
    private static long millis(String timeout) {
        if (timeout.isEmpty()) {
            return Long.MAX_VALUE / 2;
        }
        long value = Long.parseLong(timeout.substring(0, timeout.length() - 1));
        switch (timeout.charAt(timeout.length() - 1)) {
            case 'n':
                return value / 1_000_000;
            case 'u':
                return value / 1_000;
            case 'm':
                return value;
            case 'S':
                return value * 1_000;
            case 'M':
                return value * 60_000;
            default:
                return value * 3_600_000;
        }
    }
}
