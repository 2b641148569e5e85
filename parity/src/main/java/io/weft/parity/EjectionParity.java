package io.weft.parity;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Judges outlier detection over time: the cases run side by side, each in its own recorded rhythm. */
final class EjectionParity {

    private EjectionParity() {}

    static Report run(Path folder) {
        Report report = new Report(WantedDifferences.none());
        MeshHarness.forEachCase(RecordedCase.in(folder), report, (client, recorded) -> {
            // No time of the recorded rhythm is for this.
            client.await(upstream(recorded));
            return replay(client.http(), recorded);
        });
        return report;
    }

    private static Map<String, List<Difference>> replay(HttpCalls calls, RecordedCase recorded) {
        Map<String, List<Difference>> found = new LinkedHashMap<>();
        for (JsonNode step : recorded.lines()) {
            LockSupport.parkNanos(step.path("waitMs").asLong() * 1_000_000);
            List<String> answers = new ArrayList<>();
            JsonNode request = request(recorded, step);
            for (int i = 0; i < step.path("calls").asInt(); i++) {
                answers.add(answer(recorded, calls.call(request)));
            }
            found.put("step " + (found.size() + 1), differences(step, answers));
        }
        return found;
    }

    /** {@code v1:200}, or {@code none:503} when no endpoint answered. */
    private static String answer(RecordedCase recorded, HttpCalls.Result result) {
        String address = result.attempts().isEmpty()
                ? ""
                : result.attempts().get(result.attempts().size() - 1).address();
        String version = recorded.world().endpoints().values().stream()
                .flatMap(endpoints -> endpoints.entrySet().stream())
                .filter(endpoint -> endpoint.getValue().equals(address))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("none");
        return version + ":" + result.status();
    }

    private static String upstream(RecordedCase recorded) {
        return "alpha." + recorded.world().namespace() + ".svc.cluster.local:9080";
    }

    private static JsonNode request(RecordedCase recorded, JsonNode step) {
        Map<String, String> addresses =
                recorded.world().endpoints().values().iterator().next();
        String bad = step.path("bad")
                .propertyStream()
                .map(entry ->
                        addresses.get(entry.getKey()) + "=" + entry.getValue().asInt())
                .collect(Collectors.joining(";"));
        ObjectNode request = JsonMapper.shared().createObjectNode();
        request.put("method", "GET").put("path", "/").put("host", upstream(recorded));
        ArrayNode headers = request.putArray("headers");
        if (!bad.isEmpty()) {
            headers.addArray().add("x-bad").add(bad);
        }
        return request;
    }

    private static List<Difference> differences(JsonNode step, List<String> answers) {
        List<Difference> found = new ArrayList<>();
        TreeMap<String, Integer> istio = new TreeMap<>();
        step.path("answers")
                .propertyStream()
                .forEach(endpoint -> endpoint.getValue()
                        .propertyStream()
                        .forEach(status -> istio.put(
                                endpoint.getKey() + ":" + status.getKey(),
                                status.getValue().asInt())));
        TreeMap<String, Integer> ours = new TreeMap<>();
        answers.forEach(answer -> ours.merge(answer, 1, Integer::sum));
        if (step.path("bad").isEmpty()) {
            Difference.compare(found, "answers", shape(istio), shape(ours));
        } else if (!shape(istio).equals(shape(ours))) {
            firstEjection(found, step, answers, istio, ours);
        }
        return found;
    }

    /** How many endpoints answered with each status, and how many calls each got: which of them is chance. */
    private static List<String> shape(TreeMap<String, Integer> answers) {
        return answers.entrySet().stream()
                .map(entry -> entry.getKey().substring(entry.getKey().indexOf(':') + 1) + " x " + entry.getValue())
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    /**
     * The first ejection comes at the recorded count. A later one may come sooner than in Envoy, which merges changes
     * of health for a second, never later: no more bad answers in all, but for one an endpoint where the round begins
     * elsewhere.
     */
    private static void firstEjection(
            List<Difference> found,
            JsonNode step,
            List<String> answers,
            TreeMap<String, Integer> istio,
            TreeMap<String, Integer> ours) {
        List<Integer> recorded = bad(istio);
        List<Integer> here = bad(ours);
        boolean ejected = !recorded.isEmpty() && 2 * recorded.get(0) <= Collections.max(istio.values());
        boolean same = recorded.size() == here.size()
                && (!ejected || recorded.get(0).equals(here.get(0)))
                && sum(here) <= sum(recorded) + recorded.size();
        if (!same || ours.containsKey("none:503") != istio.containsKey("none:503")) {
            found.add(new Difference("answers", istio + " " + step.path("order").asString(), ours + " " + answers));
        }
    }

    private static int sum(List<Integer> counts) {
        return counts.stream().mapToInt(Integer::intValue).sum();
    }

    /** How many bad answers each endpoint gave, the fewest first. */
    private static List<Integer> bad(TreeMap<String, Integer> answers) {
        return answers.entrySet().stream()
                .filter(entry ->
                        !entry.getKey().endsWith(":200") && !entry.getKey().startsWith("none:"))
                .map(Map.Entry::getValue)
                .sorted()
                .toList();
    }
}
