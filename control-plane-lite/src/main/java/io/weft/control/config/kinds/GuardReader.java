package io.weft.control.config.kinds;

import io.weft.control.config.TrafficGuard;
import io.weft.control.config.TrafficGuard.Cause;
import io.weft.control.config.TrafficGuard.GrpcStatus;
import io.weft.control.config.schema.Node;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** A TrafficGuard from its checked tree, its defaults filled in. */
final class GuardReader {

    private static final int WINDOW_CALLS = 100;
    private static final int MINIMUM_CALLS = 20;
    private static final Duration OPEN_FOR = Duration.ofSeconds(30);
    private static final int HALF_OPEN_CALLS = 5;
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private GuardReader() {}

    static TrafficGuard guard(Node spec) {
        boolean inbound = spec.get("workloadSelector").isPresent();
        Node selector = spec.get("workloadSelector").orElse(spec.absent("workloadSelector"));
        return new TrafficGuard(
                spec.text("host"),
                spec.text("subset").orElse(""),
                spec.texts("exportTo"),
                Values.texts(selector, "matchLabels"),
                spec.get("breaker").map(GuardReader::breaker),
                spec.get("rateLimit").map(GuardReader::rateLimit),
                spec.get("hedging").map(GuardReader::hedging),
                Values.list(spec, "fallback", fallback -> fallback(fallback, inbound)),
                spec.get("loadBalancer")
                        .flatMap(balancer -> balancer.get("probing"))
                        .map(GuardReader::probing));
    }

    private static TrafficGuard.Breaker breaker(Node breaker) {
        Node window = breaker.get("window").orElse(breaker.absent("window"));
        Optional<Duration> time = Values.duration(window, "duration");
        OptionalInt calls = time.isPresent()
                ? OptionalInt.empty()
                : OptionalInt.of(Values.integer(window, "calls").orElse(WINDOW_CALLS));
        Duration openFor = Values.duration(breaker, "openFor").orElse(OPEN_FOR);
        return new TrafficGuard.Breaker(
                breaker.number("errorRate"),
                breaker.number("slowCallRate"),
                Values.duration(breaker, "slowCallDuration").orElse(Duration.ZERO),
                calls,
                time.orElse(Duration.ZERO),
                Values.integer(breaker, "minimumCalls").orElse(Math.min(MINIMUM_CALLS, calls.orElse(MINIMUM_CALLS))),
                openFor,
                Values.integer(breaker, "halfOpenCalls").orElse(HALF_OPEN_CALLS),
                Values.duration(breaker, "halfOpenFor").orElse(openFor));
    }

    private static TrafficGuard.RateLimit rateLimit(Node limit) {
        int tokens = Values.integer(limit, "tokens").orElse(1);
        return new TrafficGuard.RateLimit(
                tokens,
                Values.duration(limit, "interval").orElse(INTERVAL),
                Values.integer(limit, "burst").orElse(tokens),
                limit.flag("perCaller"),
                limit.text("perHeader").map(name -> name.toLowerCase(Locale.ROOT)));
    }

    private static TrafficGuard.Probing probing(Node probing) {
        return new TrafficGuard.Probing(
                probing.get("probesPerRequest").map(Node::number).orElse(1.0));
    }

    private static TrafficGuard.Hedging hedging(Node hedging) {
        return new TrafficGuard.Hedging(
                Values.duration(hedging, "delay").orElseThrow(),
                Values.integer(hedging, "attempts").orElse(1));
    }

    /** Without a word of its own it says what would be said without it: too much, or unavailable. */
    private static TrafficGuard.Fallback fallback(Node fallback, boolean inbound) {
        List<Cause> on = Values.list(fallback, "on", cause -> Cause.valueOf(cause.text()));
        return new TrafficGuard.Fallback(
                on.isEmpty() ? List.of(Cause.values()) : on,
                Values.integer(fallback, "status").orElse(inbound ? 429 : 503),
                Values.word(fallback, "grpcStatus", GrpcStatus.class)
                        .orElse(inbound ? GrpcStatus.RESOURCE_EXHAUSTED : GrpcStatus.UNAVAILABLE),
                Values.texts(fallback, "headers"),
                fallback.text("body").orElse(""));
    }
}
