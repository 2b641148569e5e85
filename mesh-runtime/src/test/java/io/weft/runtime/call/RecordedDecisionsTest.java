package io.weft.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.model.MeshSnapshot;
import io.weft.model.Upstream;
import io.weft.runtime.HandClock;
import io.weft.runtime.match.SentHead;
import io.weft.runtime.upstream.Upstreams;
import io.weft.spi.MeshEvents;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * What Istio's control plane and Envoy decided, replayed without sockets: the routes are theirs, the endpoints answer
 * by the request's {@code x-plan} and {@code x-sleep}, the clock is moved by hand.
 */
class RecordedDecisionsTest {

    private final HandClock clock = new HandClock();
    private final Random random = new Random(7);
    private final List<String> differences = new ArrayList<>();
    private int decisions;

    @Test
    void decidesAsIstioDoes() {
        RecordedCase current = null;
        List<String[]> request = new ArrayList<>();
        for (String line : lines()) {
            String[] words = line.split("\t", -1);
            if (words[0].equals("case")) {
                current = new RecordedCase(words);
            } else if (words[0].equals("end")) {
                replay(Objects.requireNonNull(current), request);
                request.clear();
            } else if (!request.isEmpty() || words[0].equals("request")) {
                request.add(words);
            } else {
                Objects.requireNonNull(current).read(words);
            }
        }
        assertThat(differences).isEmpty();
        assertThat(decisions).isGreaterThan(100);
    }

    private static List<String> lines() {
        try (InputStream in = RecordedDecisionsTest.class.getResourceAsStream("recorded-decisions.tsv")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void replay(RecordedCase recorded, List<String[]> lines) {
        String[] asked = lines.get(0);
        String[] expected = words(lines, "decision").get(0);
        Set<String> flags = Set.of(expected[3].split(","));
        if (expected[2].equals("PassthroughCluster") || flags.contains("DR") || flags.contains("UR")) {
            return; // an unknown host, or a call that the caller's own client ended
        }
        decisions++;
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        words(lines, "h").forEach(h -> headers.add(Map.entry(h[1], h[2])));
        if (recorded.grpc) {
            headers.add(Map.entry("content-type", "application/grpc"));
        }
        SentHead head = new SentHead(asked[1], asked[3], asked[2], headers, recorded.grpc);
        Upstream upstream = recorded.upstreams().get(asked[4] + ":9080");
        MeshSnapshot snapshot = new MeshSnapshot(
                "1", upstream == null ? Map.of() : Map.of(CallPlanner.upstreamOf(head), upstream), recorded.clusters);
        CallPlanner planner = new CallPlanner(new Upstreams(clock, random), MeshEvents.NONE, clock, random);
        OptionalLong deadline = recorded.grpc
                ? OptionalLong.of(clock.getAsLong()
                        + Duration.ofMillis(asked[5].isEmpty() ? 10_000 : Long.parseLong(asked[5]))
                                .toNanos())
                : OptionalLong.empty();
        Plan plan = planner.plan(head, snapshot, deadline);
        if (plan instanceof Plan.PassThrough) {
            differences.add(recorded.name + " " + asked[3] + ": Istio knows it");
        } else {
            compare(recorded, asked, expected, lines, new RecordedCall(head, clock).run(plan));
        }
    }

    private void compare(
            RecordedCase recorded, String[] asked, String[] expected, List<String[]> lines, RecordedCall.Seen seen) {
        Map<String, List<String>> fields = new HashMap<>();
        boolean timedOut = expected[3].contains("UT") && recorded.grpc;
        fields.put("status", List.of(timedOut ? "4" : expected[1], String.valueOf(seen.status())));
        fields.put("flags", List.of(new TreeSet<>(List.of(expected[3].split(","))).toString(), seen.flags()));
        fields.put("details", List.of(expected[4], seen.report().record().details()));
        fields.put(
                "attempts",
                List.of(
                        expected[5],
                        String.valueOf(seen.report().record().attempts().size())));
        fields.put("route", List.of(expected[6], seen.report().record().route()));
        if (!expected[4].equals("via_upstream")) {
            fields.put("body", List.of(expected[7], asked[1].equals("HEAD") ? "" : seen.body()));
        }
        fields.put("responseHeaders", List.of(sorted(words(lines, "rh")), seen.responseHeaders()));
        for (String[] upstream : words(lines, "upstream")) {
            fields.put("path", List.of(upstream[1], seen.path()));
            fields.put("authority", List.of(upstream[2], seen.authority()));
            fields.put("headers", List.of(sorted(words(lines, "uh")), seen.upstreamHeaders()));
        }
        String cluster = seen.report().record().cluster();
        if (!expected[2].isEmpty() && !List.of(expected[2].split(" ")).contains(cluster)) {
            differences.add(recorded.name + " " + asked[2] + " cluster: Istio " + expected[2] + ", ours " + cluster);
        }
        fields.forEach((field, values) -> {
            if (!values.get(0).equals(values.get(1))) {
                differences.add("%s %s %s %s: Istio %s, ours %s"
                        .formatted(recorded.name, asked[2], asked[3], field, values.get(0), values.get(1)));
            }
        });
    }

    private static List<String[]> words(List<String[]> lines, String first) {
        return lines.stream().filter(words -> words[0].equals(first)).toList();
    }

    private static String sorted(List<String[]> headers) {
        return headers.stream()
                .map(words -> words[1].toLowerCase(Locale.ROOT) + "=" + words[2])
                .sorted()
                .toList()
                .toString();
    }
}
