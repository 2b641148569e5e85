package io.weft.control.config.kinds;

import io.weft.control.config.schema.Findings;
import io.weft.control.config.schema.GoDuration;
import io.weft.control.config.schema.Node;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What holds for a TrafficGuard. */
final class GuardRules {

    private static final List<String> OF_CALLERS = List.of("subset", "exportTo", "breaker", "hedging", "loadBalancer");

    private GuardRules() {}

    static void guard(Node spec, Visibility visibility, Findings findings) {
        if (spec.get("workloadSelector").isPresent()) {
            ofWorkloads(spec, findings);
        } else if (spec.text("host").isEmpty()) {
            findings.error(spec, "`host` is missing, or a `workloadSelector`");
        } else {
            ofHost(spec, visibility, findings);
        }
    }

    private static void ofHost(Node spec, Visibility visibility, Findings findings) {
        spec.get("host").ifPresent(host -> DomainNames.requireWildcard(host, findings));
        spec.get("subset").ifPresent(subset -> DestinationRules.subset(subset, findings));
        visibility.check(spec, false, findings);
        if (List.of("breaker", "rateLimit", "hedging", "fallback", "loadBalancer").stream()
                .noneMatch(field -> spec.get(field).isPresent())) {
            findings.error(spec, "a guard needs `breaker`, `rateLimit`, `hedging`, `fallback` or `loadBalancer`");
        }
        Node limit = spec.get("rateLimit").orElse(spec.absent("rateLimit"));
        for (String field : List.of("perCaller", "perHeader")) {
            limit.get(field)
                    .ifPresent(key -> findings.errorAtKey(
                            key, "only a workload that serves tells its callers apart; use a workloadSelector"));
        }
    }

    private static void ofWorkloads(Node spec, Findings findings) {
        for (String field : OF_CALLERS) {
            spec.get(field)
                    .ifPresent(node -> findings.errorAtKey(
                            node, "is for callers of a `host`; a workloadSelector goes with `rateLimit`"));
        }
        if (spec.get("rateLimit").isEmpty()) {
            findings.error(spec, "a guard of workloads needs a `rateLimit`");
        }
        for (Node fallback : spec.items("fallback")) {
            for (Node cause : fallback.items("on")) {
                if (!cause.text().equals("RATE_LIMITED")) {
                    findings.error(cause, "a guard of workloads answers RATE_LIMITED only");
                }
            }
        }
    }

    static void breaker(Node breaker, Findings findings) {
        for (String rate : List.of("errorRate", "slowCallRate")) {
            breaker.get(rate)
                    .filter(value -> value.number() == 0)
                    .ifPresent(value -> findings.error(value, "must be more than 0; leave it out for never"));
        }
        Optional<Node> slow = breaker.get("slowCallRate");
        Optional<Node> slowness = breaker.get("slowCallDuration");
        if (breaker.get("errorRate").isEmpty() && slow.isEmpty()) {
            findings.error(breaker, "a breaker needs an `errorRate`, a `slowCallRate` or both");
        }
        if (slow.isPresent() != slowness.isPresent()) {
            slow.or(() -> slowness)
                    .ifPresent(node -> findings.errorAtKey(node, "slowCallRate and slowCallDuration go together only"));
        }
        breaker.get("window")
                .flatMap(window -> window.get("calls"))
                .ifPresent(calls -> breaker.get("minimumCalls")
                        .filter(least -> least.number() > calls.number())
                        .ifPresent(least -> findings.error(
                                least,
                                "the window has " + calls.text() + " calls, so " + least.text() + " are never in it")));
    }

    static void window(Node window, Findings findings) {
        if (window.get("calls").isEmpty() && window.get("duration").isEmpty()) {
            findings.error(window, "a window needs `calls` or a `duration`");
        }
        window.get("duration")
                .filter(length -> {
                    Duration time = GoDuration.parse(length.text()).orElse(Duration.ZERO);
                    return time.getNano() != 0 || time.isZero() || time.compareTo(Duration.ofHours(1)) > 0;
                })
                .ifPresent(length ->
                        findings.error(length, "must be in whole seconds, an hour at most, not " + length.text()));
    }

    static void rateLimit(Node limit, Findings findings) {
        limit.get("perHeader")
                .filter(name -> !HeaderRules.isToken(name.text()))
                .ifPresent(name -> findings.error(name, "`" + name.text() + "` is not a header's name"));
    }

    static void fallback(Node fallback, Findings findings) {
        fallback.get("headers")
                .ifPresent(
                        headers -> headers.fields().forEach((name, value) -> HeaderRules.plain(name, value, findings)));
    }
}
