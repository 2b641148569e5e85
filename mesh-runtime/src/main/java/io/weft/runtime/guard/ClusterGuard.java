package io.weft.runtime.guard;

import io.weft.model.Guard;
import io.weft.model.RateLimit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The live guard of one cluster. A part whose rule stays the same goes on when the configuration changes; a new rate
 * limit begins with a full bucket, a new breaker closed, or open in place of one that was. Thread-safe.
 */
public final class ClusterGuard {

    private static final Entry FREE = new Entry.Free();

    private record Limit(RateLimit rule, TokenBucket bucket) {}

    private record Fuse(Guard.Breaker rule, Breaker breaker) {}

    private record Parts(
            Guard config, @Nullable Limit limit, @Nullable Fuse fuse) {}

    private final String cluster;
    private final LongSupplier clock;
    private final HedgeCounts hedges = new HedgeCounts();
    private volatile Parts parts;

    ClusterGuard(String cluster, Guard config, LongSupplier clock) {
        this.cluster = cluster;
        this.clock = clock;
        this.parts = new Parts(config, limit(config, null), fuse(config, null));
    }

    synchronized void use(Guard config) {
        if (!parts.config().equals(config)) {
            parts = new Parts(config, limit(config, parts.limit()), fuse(config, parts.fuse()));
        }
    }

    private @Nullable Limit limit(Guard config, @Nullable Limit before) {
        RateLimit rule = config.rateLimit().orElse(null);
        if (rule == null || (before != null && before.rule().equals(rule))) {
            return rule == null ? null : before;
        }
        return new Limit(rule, new TokenBucket(rule, clock.getAsLong()));
    }

    private @Nullable Fuse fuse(Guard config, @Nullable Fuse before) {
        Guard.Breaker rule = config.breaker().orElse(null);
        if (rule == null || (before != null && before.rule().equals(rule))) {
            return rule == null ? null : before;
        }
        boolean open = before != null && before.breaker().isOpen();
        return new Fuse(rule, new Resilience4jBreaker(cluster, rule, clock, open));
    }

    /** Asks for one call: the rate limit first, so that what it refuses does not take one of few half-open calls. */
    public Entry enter() {
        Parts now = parts;
        if (now.limit() != null) {
            long wait = now.limit().bucket().take(clock.getAsLong());
            if (wait > 0) {
                return new Entry.Refused(Guard.Cause.RATE_LIMITED, Duration.ofNanos(wait));
            }
        }
        if (now.fuse() == null) {
            return FREE;
        }
        Breaker breaker = now.fuse().breaker();
        Breaker.Stay stay = breaker.enter();
        return stay != null
                ? new Permit(breaker, stay, clock)
                : new Entry.Refused(Guard.Cause.BREAKER_OPEN, Duration.ofNanos(breaker.retryNanos()));
    }

    /** The answer that stands in for a failure, if there is one. */
    public Optional<Guard.Fallback> fallback(Guard.Cause cause) {
        List<Guard.Fallback> fallbacks = parts.config().fallbacks();
        for (int i = 0; i < fallbacks.size(); i++) {
            if (fallbacks.get(i).on().contains(cause)) {
                return Optional.of(fallbacks.get(i));
            }
        }
        return Optional.empty();
    }

    /** When attempts are made beside one that takes long. */
    public Optional<Guard.Hedging> hedging() {
        return parts.config().hedging();
    }

    /** To be told what becomes of that. */
    public HedgeCounts hedges() {
        return hedges;
    }

    Optional<HedgingView> hedgingView() {
        Guard config = parts.config();
        return config.hedging().map(rule -> hedges.view(cluster, config.origin()));
    }

    Optional<BreakerView> breakerView() {
        Parts now = parts;
        return Optional.ofNullable(now.fuse())
                .map(fuse -> fuse.breaker().view(now.config().origin()));
    }
}
