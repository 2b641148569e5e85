package io.weft.parity;

import io.weft.model.CallRecord;
import io.weft.model.ResponseFlag;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The part of a decision that HTTP and gRPC share: where a call went, why, and how often. */
final class Decision {

    /** Envoy's name for "this host is not in the registry". */
    static final String PASS_THROUGH = "PassthroughCluster";

    private Decision() {}

    /** Whether Istio let the call pass the mesh by. */
    static boolean passedThrough(JsonNode istio) {
        return istio.path("cluster").asString("").equals(PASS_THROUGH);
    }

    /** Compares cluster, flags, attempts and route. */
    static void compare(List<Difference> found, JsonNode istio, CallRecord ours) {
        if (!istio.has("clusters")) {
            Difference.compare(found, "cluster", istio.path("cluster").asString(""), chosen(ours));
        }
        Difference.compare(found, "flags", flags(istio), flags(ours));
        Difference.compare(
                found,
                "attempts",
                istio.path("attempts").asInt(),
                ours.attempts().size());
        Difference.compare(found, "route", istio.path("route").asString(""), ours.route());
        Difference.compare(found, "details", istio.path("details").asString(""), ours.details());
    }

    /** Envoy names no cluster where there is none; ours tells which one is missing. */
    private static String chosen(CallRecord ours) {
        return ours.flags().contains(ResponseFlag.NC) ? "" : ours.cluster();
    }

    static Set<String> flags(JsonNode istio) {
        String flags = istio.path("flags").asString("");
        return flags.isEmpty() ? Set.of() : new TreeSet<>(Arrays.asList(flags.split(",")));
    }

    private static Set<String> flags(CallRecord ours) {
        return ours.flags().stream().map(Enum::name).collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Compares the authority and the headers that an endpoint saw.
     *
     * @param ignored names of headers that are not compared
     * @return what the last endpoint saw; empty, and a difference, if none was reached
     */
    static Optional<Echo.Seen> upstream(
            List<Difference> found, JsonNode istio, List<Echo.Seen> attempts, Set<String> ignored) {
        if (attempts.isEmpty()) {
            found.add(new Difference("upstream", istio.toString(), "no endpoint was reached"));
            return Optional.empty();
        }
        Echo.Seen seen = attempts.get(attempts.size() - 1);
        Difference.compare(found, "upstream.authority", istio.path("authority").asString(), seen.authority());
        Difference.compare(
                found,
                "upstream.headers",
                headers(istio.path("headers"), ignored),
                HttpCalls.seen(seen.headers(), ignored));
        return Optional.of(seen);
    }

    /** A header as the comparison sees it: several of one name in one line, names sorted. */
    static List<String> headers(JsonNode istio, Set<String> ignored) {
        return istio.valueStream()
                .map(pair -> pair.get(0).asString() + ": " + pair.get(1).asString())
                .filter(line -> !ignored.contains(line.substring(0, line.indexOf(':'))))
                .sorted()
                .toList();
    }

    static String cluster(Optional<CallRecord> ours) {
        return ours.map(CallRecord::cluster).orElse(PASS_THROUGH);
    }
}
