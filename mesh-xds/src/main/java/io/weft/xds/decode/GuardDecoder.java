package io.weft.xds.decode;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.core.v3.Metadata;
import io.weft.model.Guard;
import io.weft.model.InboundLimit;
import io.weft.model.LoadBalancing;
import io.weft.model.LoadBalancing.Probing;
import io.weft.model.RateLimit;
import io.weft.proto.guard.v1.Breaker;
import io.weft.proto.guard.v1.Cause;
import io.weft.proto.guard.v1.DestinationGuard;
import io.weft.proto.guard.v1.Fallback;
import io.weft.proto.guard.v1.Header;
import io.weft.proto.guard.v1.InboundGuard;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What our control plane says beyond Envoy's words, in the typed metadata of clusters and of the inbound listener. */
final class GuardDecoder {

    private static final String KEY = "weft.guard";
    private static final String PACKAGE = "type.googleapis.com/weft.guard.v1.";

    private final Field at;

    private GuardDecoder(Field at) {
        this.at = at.in("metadata.typed_filter_metadata[" + KEY + "]");
    }

    /** Of a destination; empty if nothing is said. */
    static Optional<Guard> ofCluster(Metadata metadata, Field at) {
        GuardDecoder decoder = new GuardDecoder(at);
        return decoder.read(metadata, "DestinationGuard", DestinationGuard.parser())
                .map(decoder::guard);
    }

    /** The balancing in place of a destination's own; empty if nothing is said. */
    static Optional<LoadBalancing> balancing(Metadata metadata, Field at) {
        GuardDecoder decoder = new GuardDecoder(at);
        return decoder.read(metadata, "DestinationGuard", DestinationGuard.parser())
                .filter(DestinationGuard::hasProbing)
                .map(guard -> decoder.probing(guard.getProbing().getProbesPerRequest()));
    }

    private LoadBalancing probing(double probes) {
        if (!(probes > 0 && probes <= 10)) {
            throw at.in("probing.probes_per_request").malformed("must be above 0, and 10 at most");
        }
        Probing defaults = Probing.DEFAULT;
        return new Probing(probes, defaults.hotQuantile(), defaults.poolSize(), defaults.maxAge());
    }

    /** Of what a workload takes. */
    static List<InboundLimit> ofListener(Metadata metadata, Field at) {
        GuardDecoder decoder = new GuardDecoder(at);
        return decoder.read(metadata, "InboundGuard", InboundGuard.parser())
                .map(guard ->
                        guard.getLimitsList().stream().map(decoder::inbound).toList())
                .orElse(List.of());
    }

    private <M> Optional<M> read(Metadata metadata, String type, Parser<M> parser) {
        Any packed = metadata.getTypedFilterMetadataMap().get(KEY);
        if (packed == null) {
            return Optional.empty();
        }
        if (!packed.getTypeUrl().equals(PACKAGE + type)) {
            throw at.malformed("is not a " + type + " but " + packed.getTypeUrl());
        }
        try {
            return Optional.of(parser.parseFrom(packed.getValue()));
        } catch (InvalidProtocolBufferException e) {
            throw at.malformed("is not a " + type + ": " + e.getMessage());
        }
    }

    private Guard guard(DestinationGuard guard) {
        return new Guard(
                guard.hasBreaker() ? Optional.of(breaker(guard.getBreaker())) : Optional.empty(),
                guard.hasRateLimit() ? Optional.of(rateLimit(guard.getRateLimit())) : Optional.empty(),
                guard.hasHedging()
                        ? Optional.of(new Guard.Hedging(
                                Values.duration(guard.getHedging().getDelay(), at.in("hedging.delay")),
                                guard.getHedging().getAttempts()))
                        : Optional.empty(),
                guard.getFallbacksList().stream().map(this::fallback).toList(),
                guard.getSource());
    }

    private Guard.Breaker breaker(Breaker breaker) {
        Field field = at.in("breaker");
        Guard.Window window = breaker.hasWindowDuration()
                ? new Guard.Window.Time(Values.duration(breaker.getWindowDuration(), field.in("window_duration")))
                : new Guard.Window.Calls(positive(breaker.getWindowCalls(), field.in("window_calls")));
        return new Guard.Breaker(
                percent(breaker.getErrorRate(), field.in("error_rate")),
                percent(breaker.getSlowCallRate(), field.in("slow_call_rate")),
                Values.duration(breaker.getSlowCallDuration(), field.in("slow_call_duration")),
                window,
                positive(breaker.getMinimumCalls(), field.in("minimum_calls")),
                atLeastAMillisecond(breaker.getOpenFor(), field.in("open_for")),
                positive(breaker.getHalfOpenCalls(), field.in("half_open_calls")),
                atLeastAMillisecond(breaker.getHalfOpenFor(), field.in("half_open_for")));
    }

    private RateLimit rateLimit(io.weft.proto.guard.v1.RateLimit limit) {
        Field field = at.in("rate_limit");
        return new RateLimit(
                positive(limit.getTokens(), field.in("tokens")),
                atLeastAMillisecond(limit.getInterval(), field.in("interval")),
                positive(limit.getBurst(), field.in("burst")));
    }

    private Guard.Fallback fallback(Fallback fallback) {
        Set<Guard.Cause> on = EnumSet.noneOf(Guard.Cause.class);
        for (Cause cause : fallback.getOnList()) {
            switch (cause) {
                case BREAKER_OPEN -> on.add(Guard.Cause.BREAKER_OPEN);
                case RATE_LIMITED -> on.add(Guard.Cause.RATE_LIMITED);
                case NO_ENDPOINTS -> on.add(Guard.Cause.NO_ENDPOINTS);
                case FAILURE -> on.add(Guard.Cause.FAILURE);
                case CAUSE_UNSPECIFIED, UNRECOGNIZED ->
                    throw at.in("fallbacks.on").malformed("is unknown");
            }
        }
        return new Guard.Fallback(
                on,
                fallback.getStatus(),
                fallback.getGrpcStatus(),
                fallback.getHeadersList().stream()
                        .collect(Collectors.toMap(Header::getName, Header::getValue, (first, second) -> second)),
                fallback.getBody());
    }

    private InboundLimit inbound(io.weft.proto.guard.v1.InboundLimit limit) {
        InboundLimit.Per per = switch (limit.getPerCase()) {
            case CALLER -> new InboundLimit.Per.Caller();
            case HEADER -> new InboundLimit.Per.Header(limit.getHeader());
            case WORKLOAD, PER_NOT_SET -> new InboundLimit.Per.Workload();
        };
        return new InboundLimit(rateLimit(limit.getLimit()), per, fallback(limit.getRefusal()), limit.getSource());
    }

    private static double percent(double percent, Field field) {
        if (percent >= 0 && percent <= 100) {
            return percent;
        }
        throw field.malformed("must be between 0 and 100");
    }

    private static int positive(int number, Field field) {
        if (number > 0) {
            return number;
        }
        throw field.malformed("must be at least 1");
    }

    private static Duration atLeastAMillisecond(com.google.protobuf.Duration duration, Field field) {
        Duration time = Values.duration(duration, field);
        if (time.toMillis() > 0) {
            return time;
        }
        throw field.malformed("must be at least a millisecond");
    }
}
