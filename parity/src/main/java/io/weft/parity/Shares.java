package io.weft.parity;

import io.weft.model.CallRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** Compares how often each cluster of a weighted route was chosen: loosely, for both sides drew lots. */
final class Shares {

    /** How many calls the recording made. */
    private static final int RECORDED = 41;

    private static final double SIGMAS = 5;

    /** Enough calls for shares; fewer where each takes long. */
    private static final int MANY = 5 * RECORDED;

    private Shares() {}

    /**
     * Nothing if the route is not weighted.
     *
     * @param first of the calls
     * @param another makes the same call once more
     */
    static void compare(
            List<Difference> found,
            JsonNode istio,
            Optional<CallRecord> first,
            Supplier<Optional<CallRecord>> another) {
        if (!istio.has("clusters")) {
            return;
        }
        Map<String, Integer> shares = new HashMap<>();
        shares.merge(Decision.cluster(first), 1, Integer::sum);
        int calls = istio.has("tookMs") ? RECORDED : MANY;
        for (int i = 1; i < calls; i++) {
            shares.merge(Decision.cluster(another.get()), 1, Integer::sum);
        }
        compare(found, istio.path("clusters"), shares);
    }

    private static void compare(List<Difference> found, JsonNode istio, Map<String, Integer> ours) {
        int total = ours.values().stream().mapToInt(Integer::intValue).sum();
        Set<String> clusters = new TreeSet<>(ours.keySet());
        istio.propertyStream().forEach(entry -> clusters.add(entry.getKey()));
        for (String cluster : clusters) {
            double share = (ours.getOrDefault(cluster, 0) + 0.5) / (total + 1);
            double recorded = istio.path(cluster).asInt(0) / (double) RECORDED;
            double spread = Math.sqrt(share * (1 - share) * (1.0 / RECORDED + 1.0 / total));
            if (Math.abs(share - recorded) > SIGMAS * spread) {
                found.add(new Difference(
                        "clusters",
                        cluster + " " + istio.path(cluster).asInt(0) + " of " + RECORDED,
                        ours.getOrDefault(cluster, 0) + " of " + total));
            }
        }
    }
}
