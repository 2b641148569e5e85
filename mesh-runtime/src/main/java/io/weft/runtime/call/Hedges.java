package io.weft.runtime.call;

import io.weft.model.Address;
import io.weft.model.Guard;
import io.weft.model.Outcome;
import io.weft.runtime.guard.ClusterGuard;
import io.weft.runtime.guard.HedgeCounts;
import io.weft.runtime.upstream.Choice;
import io.weft.runtime.upstream.ClusterView;
import io.weft.runtime.upstream.Pick;
import io.weft.runtime.upstream.PickArgs;
import io.weft.runtime.upstream.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of one call that are under way at once, and how many more may be. The rules are those of gRPC's hedging
 * (gRFC A6), but for one of our own: a hedge goes to an endpoint that the call has not tried.
 */
final class Hedges {

    private final Engine engine;
    private final ClusterView cluster;
    private final Guard.Hedging rule;
    private final HedgeCounts counts;
    private final Set<Address> tried = new HashSet<>();
    private final List<Attempt> underWay = new ArrayList<>();
    private int left;
    private boolean settled;
    /** Whether the next one has to wait until {@link #notBefore}. */
    private boolean heldBack;

    private long notBefore;

    /**
     * Those of a call, if the guard of its destination wants them and the call is one that may be made twice; else
     * null.
     */
    static @Nullable Hedges of(ClusterGuard guard, CallContext call, ClusterView cluster) {
        Guard.Hedging rule = call.head().isIdempotent() ? guard.hedging().orElse(null) : null;
        return rule == null ? null : new Hedges(call.engine(), rule, guard.hedges(), cluster);
    }

    private Hedges(Engine engine, Guard.Hedging rule, HedgeCounts counts, ClusterView cluster) {
        this.engine = engine;
        this.cluster = cluster;
        this.rule = rule;
        this.counts = counts;
        this.left = rule.attempts();
    }

    boolean any() {
        return left > 0;
    }

    /** How long an attempt has to answer before the next one; empty if there is to be none. */
    Optional<Duration> delay() {
        if (!any()) {
            return Optional.empty();
        }
        return Optional.of(heldBack ? Duration.ofNanos(Math.max(0, notBefore - engine.now())) : rule.delay());
    }

    /**
     * An endpoint for one attempt more, and its place in the retry budget, which {@link #ended} gives back; null if
     * there is none of either, or not yet. What refuses once would refuse again, or should be spared: then there are no
     * more hedges.
     */
    @Nullable
    Pick pick(OptionalLong hash, long now) {
        if (!any() || underWay.isEmpty() || (heldBack && now - notBefore < 0)) {
            return null;
        }
        Pick pick = untried(hash);
        left = pick == null ? 0 : left - 1;
        return pick;
    }

    private @Nullable Pick untried(OptionalLong hash) {
        if (!cluster.startRetry()) {
            counts.overBudget();
            return null;
        }
        Choice choice = cluster.pick(new PickArgs(tried, hash));
        if (choice instanceof Pick pick) {
            if (!tried.contains(pick.endpoint().address())) {
                counts.launched();
                return pick;
            }
            pick.done(Outcome.of(Outcome.Kind.CANCELLED));
        } else if (choice instanceof Place place) {
            place.leave();
        }
        counts.noEndpoint();
        cluster.retryDone();
        return null;
    }

    void began(Attempt attempt) {
        heldBack = false;
        tried.add(attempt.endpoint().address());
        underWay.add(attempt);
    }

    void ended(Attempt attempt, Outcome outcome) {
        if (underWay.remove(attempt) && attempt.isHedge()) {
            cluster.retryDone();
        }
        if (outcome.refusesMore()) {
            left = 0;
        } else if (outcome.pushbackMillis().isPresent()) {
            heldBack = true;
            notBefore = engine.now()
                    + TimeUnit.MILLISECONDS.toNanos(outcome.pushbackMillis().getAsInt());
        }
    }

    boolean underWay() {
        return !underWay.isEmpty();
    }

    /** Those under way, but for one; null for all. */
    List<Attempt> others(@Nullable Attempt than) {
        List<Attempt> others = new ArrayList<>(underWay);
        others.remove(than);
        return others;
    }

    /**
     * Whether an attempt ends its call while others are under way: with a good answer, or because the call has no time
     * left.
     *
     * @param retriable whether the route's rule would try it again
     */
    boolean settles(Attempt attempt, Outcome outcome, boolean retriable) {
        if (outcome.kind() == Outcome.Kind.ANSWERED
                && !retriable
                && outcome.httpStatus() < 500
                && !GrpcCode.isServerError(outcome.grpcStatus())) {
            won(attempt);
            return true;
        }
        return outcome.kind() == Outcome.Kind.TIMEOUT;
    }

    /** The caller gets the answer of this attempt. */
    void won(Attempt attempt) {
        if (attempt.isHedge() && !settled) {
            counts.won();
        }
        settled = true;
    }
}
