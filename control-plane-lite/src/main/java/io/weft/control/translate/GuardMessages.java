package io.weft.control.translate;

import static io.weft.control.translate.Messages.duration;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.core.v3.Metadata;
import io.envoyproxy.envoy.config.core.v3.TrafficDirection;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.weft.control.config.ConfigObject;
import io.weft.control.config.TrafficGuard;
import io.weft.control.config.TrafficGuard.Cause;
import io.weft.control.config.TrafficGuard.GrpcStatus;
import io.weft.proto.guard.v1.Breaker;
import io.weft.proto.guard.v1.DestinationGuard;
import io.weft.proto.guard.v1.Fallback;
import io.weft.proto.guard.v1.Header;
import io.weft.proto.guard.v1.Hedging;
import io.weft.proto.guard.v1.InboundGuard;
import io.weft.proto.guard.v1.InboundLimit;
import io.weft.proto.guard.v1.Probing;
import io.weft.proto.guard.v1.RateLimit;
import java.util.List;
import java.util.Map;

/** Guards as they travel: typed metadata, which clients that don't know it pass over. */
final class GuardMessages {

    /** The listener of what comes in, by Istio's name for it. */
    static final String INBOUND = "virtualInbound";

    private static final String KEY = "weft.guard";
    private static final TrafficGuard.Fallback TOO_MUCH = new TrafficGuard.Fallback(
            List.of(Cause.RATE_LIMITED), 429, GrpcStatus.RESOURCE_EXHAUSTED, Map.of(), "local_rate_limited");

    private GuardMessages() {}

    static void apply(ConfigObject<TrafficGuard> object, Cluster.Builder cluster) {
        TrafficGuard guard = object.spec();
        DestinationGuard.Builder message =
                DestinationGuard.newBuilder().setSource(object.position().fileAndLine());
        guard.breaker().map(GuardMessages::breaker).ifPresent(message::setBreaker);
        guard.rateLimit().map(GuardMessages::rateLimit).ifPresent(message::setRateLimit);
        guard.hedging()
                .map(hedging ->
                        Hedging.newBuilder().setDelay(duration(hedging.delay())).setAttempts(hedging.attempts()))
                .ifPresent(message::setHedging);
        guard.fallback().forEach(fallback -> message.addFallbacks(fallback(fallback)));
        guard.probing()
                .map(probing -> Probing.newBuilder().setProbesPerRequest(probing.probesPerRequest()))
                .ifPresent(message::setProbing);
        put(cluster.getMetadataBuilder(), message.build());
    }

    /** What a workload takes of its callers: an inbound listener without a socket. */
    static Listener inbound(List<ConfigObject<TrafficGuard>> guards) {
        InboundGuard.Builder message = InboundGuard.newBuilder();
        guards.forEach(guard -> guard.spec().rateLimit().ifPresent(limit -> message.addLimits(limit(guard, limit))));
        Listener.Builder listener =
                Listener.newBuilder().setName(INBOUND).setTrafficDirection(TrafficDirection.INBOUND);
        put(listener.getMetadataBuilder(), message.build());
        return listener.build();
    }

    private static void put(Metadata.Builder metadata, Message message) {
        metadata.putTypedFilterMetadata(KEY, Any.pack(message));
    }

    private static Breaker breaker(TrafficGuard.Breaker breaker) {
        Breaker.Builder message = Breaker.newBuilder()
                .setErrorRate(breaker.errorRate())
                .setSlowCallRate(breaker.slowCallRate())
                .setSlowCallDuration(duration(breaker.slowCallDuration()))
                .setMinimumCalls(breaker.minimumCalls())
                .setOpenFor(duration(breaker.openFor()))
                .setHalfOpenCalls(breaker.halfOpenCalls())
                .setHalfOpenFor(duration(breaker.halfOpenFor()));
        breaker.windowCalls()
                .ifPresentOrElse(
                        message::setWindowCalls, () -> message.setWindowDuration(duration(breaker.windowDuration())));
        return message.build();
    }

    private static RateLimit rateLimit(TrafficGuard.RateLimit limit) {
        return RateLimit.newBuilder()
                .setTokens(limit.tokens())
                .setInterval(duration(limit.interval()))
                .setBurst(limit.burst())
                .build();
    }

    private static Fallback fallback(TrafficGuard.Fallback fallback) {
        Fallback.Builder message = Fallback.newBuilder()
                .setStatus(fallback.status())
                .setGrpcStatus(fallback.grpcStatus().code())
                .setBody(fallback.body());
        fallback.on().forEach(cause -> message.addOn(io.weft.proto.guard.v1.Cause.valueOf(cause.name())));
        fallback.headers().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(header -> message.addHeaders(
                        Header.newBuilder().setName(header.getKey()).setValue(header.getValue())));
        return message.build();
    }

    private static InboundLimit limit(ConfigObject<TrafficGuard> guard, TrafficGuard.RateLimit limit) {
        InboundLimit.Builder message = InboundLimit.newBuilder()
                .setLimit(rateLimit(limit))
                .setRefusal(
                        fallback(guard.spec().fallback().stream().findFirst().orElse(TOO_MUCH)))
                .setSource(guard.position().fileAndLine());
        if (limit.perCaller()) {
            message.setCaller(InboundLimit.Caller.getDefaultInstance());
        } else if (limit.perHeader().isPresent()) {
            message.setHeader(limit.perHeader().get());
        } else {
            message.setWorkload(InboundLimit.Workload.getDefaultInstance());
        }
        return message.build();
    }
}
