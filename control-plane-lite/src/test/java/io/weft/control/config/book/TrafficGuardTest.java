package io.weft.control.config.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.weft.control.config.ConfigSnapshot;
import io.weft.control.config.MeshConfig;
import io.weft.control.config.TrafficGuard;
import io.weft.control.config.TrafficGuard.Cause;
import io.weft.control.config.TrafficGuard.GrpcStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrafficGuardTest {

    private static final ConfigReader READER = new ConfigReader(MeshConfig.DEFAULT);

    private static String yaml(String spec) {
        return yaml("ratings", spec);
    }

    private static String yaml(String name, String spec) {
        return """
                apiVersion: weft.io/v1
                kind: TrafficGuard
                metadata: {name: %s}
                spec:
                """.formatted(name) + spec.indent(2);
    }

    private static ParsedFile parse(String spec) {
        return READER.parse("g.yaml", yaml(spec).getBytes(StandardCharsets.UTF_8));
    }

    private static TrafficGuard read(String spec) {
        ParsedFile file = parse(spec);
        assertThat(file.hasErrors()).as(file.problems().toString()).isFalse();
        return new ConfigSnapshot(MeshConfig.DEFAULT, file.objects())
                .trafficGuards()
                .get(0)
                .spec();
    }

    private static List<String> problems(String spec) {
        return parse(spec).problems().stream()
                .map(problem -> problem.toString().replace(" IST0106 TrafficGuard default/ratings", ""))
                .toList();
    }

    @Test
    void readsEveryField() {
        TrafficGuard guard = read("""
                host: ratings
                subset: v2
                exportTo: [shop]
                breaker:
                  errorRate: 40
                  slowCallRate: 80.5
                  slowCallDuration: 500ms
                  window: {duration: 10s}
                  minimumCalls: 30
                  openFor: 15s
                  halfOpenCalls: 3
                  halfOpenFor: 5s
                rateLimit: {tokens: 100, interval: 10s, burst: 200}
                hedging: {delay: 50ms, attempts: 2}
                fallback:
                - on: [BREAKER_OPEN, NO_ENDPOINTS]
                  status: 200
                  grpcStatus: NOT_FOUND
                  headers: {x-fallback: 'yes'}
                  body: '{}'
                loadBalancer:
                  probing:
                    probesPerRequest: 2
                """);

        assertThat(guard)
                .isEqualTo(new TrafficGuard(
                        Optional.of("ratings"),
                        "v2",
                        List.of("shop"),
                        Map.of(),
                        Optional.of(new TrafficGuard.Breaker(
                                40,
                                80.5,
                                Duration.ofMillis(500),
                                OptionalInt.empty(),
                                Duration.ofSeconds(10),
                                30,
                                Duration.ofSeconds(15),
                                3,
                                Duration.ofSeconds(5))),
                        Optional.of(
                                new TrafficGuard.RateLimit(100, Duration.ofSeconds(10), 200, false, Optional.empty())),
                        Optional.of(new TrafficGuard.Hedging(Duration.ofMillis(50), 2)),
                        List.of(new TrafficGuard.Fallback(
                                List.of(Cause.BREAKER_OPEN, Cause.NO_ENDPOINTS),
                                200,
                                GrpcStatus.NOT_FOUND,
                                Map.of("x-fallback", "yes"),
                                "{}")),
                        Optional.of(new TrafficGuard.Probing(2))));
    }

    @Test
    void fillsDefaultsIn() {
        TrafficGuard guard = read("""
                host: ratings
                breaker: {errorRate: 50, window: {calls: 10}}
                rateLimit: {tokens: 7}
                hedging: {delay: 1s}
                fallback: [{body: later}]
                """);

        assertThat(guard.breaker())
                .contains(new TrafficGuard.Breaker(
                        50,
                        0,
                        Duration.ZERO,
                        OptionalInt.of(10),
                        Duration.ZERO,
                        10,
                        Duration.ofSeconds(30),
                        5,
                        Duration.ofSeconds(30)));
        assertThat(guard.rateLimit())
                .contains(new TrafficGuard.RateLimit(7, Duration.ofSeconds(1), 7, false, Optional.empty()));
        assertThat(guard.hedging()).contains(new TrafficGuard.Hedging(Duration.ofSeconds(1), 1));
        assertThat(guard.fallback())
                .containsExactly(new TrafficGuard.Fallback(
                        List.of(Cause.values()), 503, GrpcStatus.UNAVAILABLE, Map.of(), "later"));
    }

    @Test
    void readsLimitsOfAWorkload() {
        TrafficGuard guard = read("""
                workloadSelector: {matchLabels: {app: ratings}}
                rateLimit: {tokens: 5, perHeader: X-User}
                fallback: [{body: slower}]
                """);

        assertThat(guard.host()).isEmpty();
        assertThat(guard.workloadSelector()).isEqualTo(Map.of("app", "ratings"));
        assertThat(guard.rateLimit())
                .contains(new TrafficGuard.RateLimit(5, Duration.ofSeconds(1), 5, false, Optional.of("x-user")));
        assertThat(guard.fallback())
                .extracting(TrafficGuard.Fallback::status, TrafficGuard.Fallback::grpcStatus)
                .containsExactly(tuple(429, GrpcStatus.RESOURCE_EXHAUSTED));
    }

    @Test
    void namesTheFieldThatWasProbablyMeant() {
        assertThat(problems("""
                host: ratings
                braker: {errorRate: 50}
                rateLimit: {token: 5}
                fallback: [{on: [BREAKER]}]
                """))
                .containsExactly(
                        "g.yaml:6:3: error spec.braker: unknown field `braker`; did you mean `breaker`?",
                        "g.yaml:7:14: error spec.rateLimit.tokens: `tokens` is missing",
                        "g.yaml:7:15: error spec.rateLimit.token: unknown field `token`; did you mean `tokens`?",
                        "g.yaml:8:20: error spec.fallback[0].on[0]: `BREAKER` is not one of BREAKER_OPEN, RATE_LIMITED, NO_ENDPOINTS, FAILURE; did you mean `BREAKER_OPEN`?");
    }

    @Test
    void refusesWhatCannotBeMeant() {
        assertThat(problems("breaker: {errorRate: 50}"))
                .containsExactly("g.yaml:5:3: error spec: `host` is missing, or a `workloadSelector`");
        assertThat(problems("host: ratings"))
                .containsExactly(
                        "g.yaml:5:3: error spec: a guard needs `breaker`, `rateLimit`, `hedging`, `fallback` or `loadBalancer`");
        assertThat(problems("{host: a, breaker: {slowCallRate: 50}}"))
                .containsExactly(
                        "g.yaml:5:23: error spec.breaker.slowCallRate: slowCallRate and slowCallDuration go together only");
        assertThat(problems("{host: a, breaker: {openFor: 5s}}"))
                .containsExactly(
                        "g.yaml:5:22: error spec.breaker: a breaker needs an `errorRate`, a `slowCallRate` or both");
        assertThat(problems("{host: a, breaker: {errorRate: 0}}"))
                .containsExactly(
                        "g.yaml:5:34: error spec.breaker.errorRate: must be more than 0; leave it out for never");
        assertThat(problems("{host: a, breaker: {errorRate: 5, minimumCalls: 11, window: {calls: 10}}}"))
                .containsExactly(
                        "g.yaml:5:51: error spec.breaker.minimumCalls: the window has 10 calls, so 11 are never in it");
        assertThat(problems("{host: a, breaker: {errorRate: 5, window: {duration: 1500ms}}}"))
                .containsExactly(
                        "g.yaml:5:56: error spec.breaker.window.duration: must be in whole seconds, an hour at most, not 1500ms");
        assertThat(problems("{host: a, rateLimit: {tokens: 5, perCaller: true}}"))
                .containsExactly(
                        "g.yaml:5:36: error spec.rateLimit.perCaller: only a workload that serves tells its callers apart; use a workloadSelector");
        assertThat(problems("{workloadSelector: {matchLabels: {app: a}}, rateLimit: {tokens: 5}, subset: v1}"))
                .containsExactly(
                        "g.yaml:5:71: error spec.subset: is for callers of a `host`; a workloadSelector goes with `rateLimit`");
        assertThat(
                        problems(
                                "{workloadSelector: {matchLabels: {app: a}}, rateLimit: {tokens: 5}, fallback: [{on: [FAILURE]}]}"))
                .containsExactly(
                        "g.yaml:5:88: error spec.fallback[0].on[0]: a guard of workloads answers RATE_LIMITED only");
        assertThat(
                        problems(
                                "{workloadSelector: {matchLabels: {app: a}}, rateLimit: {tokens: 5}, loadBalancer: {probing: {}}}"))
                .containsExactly(
                        "g.yaml:5:71: error spec.loadBalancer: is for callers of a `host`; a workloadSelector goes with `rateLimit`");
        assertThat(problems("{host: a, loadBalancer: {probing: {probesPerRequest: 0}}}"))
                .singleElement()
                .asString()
                .startsWith("g.yaml:5:56: error spec.loadBalancer.probing.probesPerRequest: ");
        assertThat(problems("{host: a, fallback: [{headers: {\"x\\ny\": a, z: \"a\\nb\"}}]}"))
                .hasSize(2)
                .allMatch(problem -> problem.contains("header"));
    }

    @Test
    void refusesTheLaterOfTwoForOneHostAndNamesBoth() {
        ConfigBook book = ConfigBook.empty(MeshConfig.DEFAULT);
        book = with(book, "a.yaml", yaml("first", "{host: ratings, rateLimit: {tokens: 5}}"));
        book = with(book, "b.yaml", yaml("subset", "{host: ratings, subset: v1, rateLimit: {tokens: 5}}"));
        book = with(
                book, "c.yaml", yaml("second", "{host: ratings.default.svc.cluster.local, rateLimit: {tokens: 9}}"));

        assertThat(book.snapshot().trafficGuards())
                .extracting(guard -> guard.meta().name())
                .containsExactly("first", "subset");
        assertThat(book.problems())
                .extracting(Object::toString)
                .containsExactly(
                        "c.yaml:1:1: error WEFT0007 TrafficGuard default/second spec.host: the host ratings.default.svc.cluster.local is guarded by TrafficGuard default/first (a.yaml:1:1) already; put all that guards it into one TrafficGuard");
    }

    private static ConfigBook with(ConfigBook book, String file, String yaml) {
        return book.with(Map.of(file, yaml.getBytes(StandardCharsets.UTF_8)), Set.of());
    }
}
