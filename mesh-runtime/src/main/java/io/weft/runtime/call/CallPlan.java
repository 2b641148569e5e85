package io.weft.runtime.call;

import static java.util.Objects.requireNonNull;

import io.weft.model.Cluster;
import io.weft.model.HeaderEdit;
import io.weft.model.Outcome;
import io.weft.model.ResponseFlag;
import io.weft.runtime.guard.ClusterGuard;
import io.weft.runtime.upstream.Choice;
import io.weft.runtime.upstream.ClusterView;
import io.weft.runtime.upstream.Pick;
import io.weft.runtime.upstream.PickArgs;
import io.weft.runtime.upstream.Place;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One call that goes upstream, as a sequence of decisions; used by one thread at a time. The adapter's loop: wait
 * {@link #delay()}; ask {@link #next()}; make the {@link Attempt}; while that takes long, perhaps {@link #hedge}; say
 * in {@link #finish} how it ended; do what that answers.
 */
public final class CallPlan implements Plan {

    private static final Then DELIVER = new Then.Deliver();

    private final CallContext context;
    private final ClusterView cluster;
    private final CallLimits limits;
    private final OutboundHead outbound;
    private final List<Cluster> mirrors;
    private final Hashed hashed;
    private final @Nullable Admission admission;
    private final @Nullable Hedges hedges;
    private OptionalLong deadline;
    private @Nullable RetryState retries;
    private @Nullable Attempt current;
    private @Nullable Tried tried;
    private @Nullable Place place;
    private Set<ResponseFlag> flags;
    private int attempts;
    private boolean begun;

    CallPlan(
            CallContext context,
            ClusterView cluster,
            CallLimits limits,
            OutboundHead outbound,
            Hashed hashed,
            OptionalLong deadline,
            List<Cluster> mirrors) {
        this.context = context;
        this.cluster = cluster;
        this.limits = limits;
        this.outbound = outbound;
        this.hashed = hashed;
        this.deadline = deadline;
        this.mirrors = mirrors;
        this.flags = context.flags();
        ClusterGuard guard = context.engine().guards().of(cluster.config());
        this.admission = guard == null ? null : new Admission(guard);
        this.hedges = guard == null ? null : Hedges.of(guard, context, cluster);
    }

    /** What the upstream shall see, the same for every attempt. */
    public OutboundHead outbound() {
        return outbound;
    }

    /** How long to hold the call back before its first attempt (a delay fault); zero for not at all. */
    public Duration delay() {
        return context.delay();
    }

    /**
     * The endpoint to try now, a wait for a connection, or the answer if there is no endpoint. Top to bottom: the
     * deadline; before the first attempt the rate limit, then the breaker; last the endpoint, with the thresholds.
     */
    public Next next() {
        boolean timed =
                limits.isTimed() || deadline.isPresent() || context.engine().isWatched();
        long now = timed ? context.engine().now() : 0;
        if (attempts == 0 && place == null && limits.timeoutNanos() > 0) {
            // Envoy's clock for the route's timeout starts behind the delay fault.
            deadline = limits.deadline(now, deadline);
        }
        if (deadline.isPresent() && deadline.getAsLong() - now <= 0) {
            return answer(LocalReply.TIMEOUT);
        }
        Said refusal = attempts == 0 && place == null && admission != null
                ? admission.ask(context.head().grpc())
                : null;
        if (refusal != null) {
            return answer(refusal);
        }
        PickArgs args = retries == null ? PickArgs.first(hashed.hash()) : retries.pickArgs(hashed.hash());
        Choice choice = place == null ? cluster.pick(args) : place.pick(args);
        if (choice instanceof Place inLine) {
            place = inLine;
            return new Pending(inLine.turn(), deadline);
        }
        place = null;
        if (choice instanceof Choice.Refusal none) {
            return answer(none.flag() == ResponseFlag.UO ? LocalReply.OVERFLOW : LocalReply.NO_HEALTHY_UPSTREAM);
        }
        return begin((Pick) choice, now, false);
    }

    private Attempt begin(Pick pick, long now, boolean hedge) {
        Attempt attempt = limits.attempt(++attempts, pick, now, deadline, hedge);
        current = attempt;
        if (hedges != null) {
            hedges.began(attempt);
        }
        return attempt;
    }

    /** How long an attempt has to answer before the next {@link #hedge}; empty if there is to be no more of them. */
    public Optional<Duration> hedgeAfter() {
        return hedges == null ? Optional.empty() : hedges.delay();
    }

    /** For requests that can be sent twice at once, an attempt beside those under way; empty for none, or none yet. */
    public Optional<Attempt> hedge() {
        long now = context.engine().now();
        boolean late = begun || (deadline.isPresent() && deadline.getAsLong() - now <= 0);
        Pick pick = hedges == null || late ? null : hedges.pick(hashed.hash(), now);
        return pick == null ? Optional.empty() : Optional.of(begin(pick, now, true));
    }

    /**
     * The copies that mirrors get: to be asked once, when the first attempt has been planned, and to be carried out
     * beside it without its waiting for anything.
     */
    public List<Copy> copies() {
        return mirrors.isEmpty()
                ? List.of()
                : context.engine().copies().of(mirrors, context.engine(), outbound, deadline);
    }

    /** Whether some outcome of the next attempt would lead to another one: if not, nothing need be kept for it. */
    public boolean mayRetry() {
        return limits.retries().any() && (retries == null || !retries.exhausted());
    }

    /**
     * Takes note of how an attempt ended and says what follows. For an HTTP answer, call it when its head has come; for
     * a gRPC call, when its status has come. If the call ends by it, other attempts under way have ended as well: they
     * are to be cancelled, and not finished any more.
     *
     * @param repeatable whether the request can be sent once more: its body is at hand (or nothing of it was sent),
     *     and nothing of an answer has reached the caller
     */
    public Then finish(Attempt attempt, Outcome outcome, boolean repeatable) {
        boolean retriable = limits.retries().any()
                && limits.retries().wants(outcome, context.head().isSafe());
        if (hedges != null && hedges.settles(attempt, outcome, retriable)) {
            lose(attempt);
        }
        ended(attempt, outcome);
        if (limits.retries().any() && outcome.kind() != Outcome.Kind.CANCELLED) {
            cluster.attempted(retriable || outcome.refusesMore());
        }
        if (hedges != null && hedges.underWay()) {
            return new Then.Await(repeatable && outcome.kind() != Outcome.Kind.CANCELLED && hedges.any());
        }
        if (repeatable && retriable && startRetry()) {
            return new Then.Retry(requireNonNull(retries).pause(outcome, deadline, context.engine()));
        }
        if (outcome.kind() != Outcome.Kind.ANSWERED) {
            return answer(LocalReply.of(outcome.kind(), context.head().grpc()));
        }
        Said instead = admission == null ? null : admission.answered(outcome, begun);
        if (instead != null) {
            return answer(instead);
        }
        if (context.engine().events().wantsCalls()) {
            context.ended(report());
        }
        return DELIVER;
    }

    private void ended(Attempt attempt, Outcome outcome) {
        attempt.pick().done(outcome);
        if (hedges != null) {
            hedges.ended(attempt, outcome);
        }
        if (retries != null && !attempt.isHedge()) {
            retries.end();
        }
        tried = context.attempted(tried, attempt, outcome);
        current = attempt;
    }

    /** The attempts under way, but for one, are not wanted any more. */
    private void lose(@Nullable Attempt winner) {
        if (hedges != null) {
            hedges.others(winner).forEach(loser -> ended(loser, Outcome.of(Outcome.Kind.CANCELLED)));
        }
    }

    private boolean startRetry() {
        if (retries == null) {
            retries = new RetryState(limits.retries(), cluster, context.engine().random());
        }
        RetryState.Decision decision = retries.decide(requireNonNull(tried));
        flags = decision.flag == null ? flags : CallContext.with(flags, decision.flag);
        return decision == RetryState.Decision.RETRY;
    }

    /** For gRPC answers: their head has begun to reach the caller. The other attempts are to be cancelled. */
    public void begun(Attempt attempt) {
        begun = true;
        if (hedges != null) {
            hedges.won(attempt);
        }
        lose(attempt);
        current = attempt;
    }

    private Answer answer(LocalReply reply) {
        if (place != null) {
            place.leave();
            place = null;
        }
        if (retries != null) {
            retries.end();
        }
        return answer(admission == null ? reply.say(tried) : admission.unanswered(reply, tried));
    }

    private Answer answer(Said said) {
        return context.answer(said, flags, outbound.headers(), tried);
    }

    /** The caller gave up between two attempts, waiting for a connection, or with all attempts under way. */
    public void abandon() {
        lose(null);
        answer(LocalReply.CANCELLED);
    }

    /**
     * What to do to the headers of the answer to the last attempt (for a trailers-only gRPC answer: its trailers), in
     * order. May be asked before that attempt is finished.
     */
    public List<HeaderEdit> responseEdits() {
        return hashed.with(context.responseEdits(outbound.headers(), current == null ? null : current.endpoint()));
    }

    /** The call so far. */
    public CallReport report() {
        Outcome last = tried == null ? Outcome.of(Outcome.Kind.CANCELLED) : tried.outcome();
        return context.report(flags, tried == null ? "" : "via_upstream", tried, last.httpStatus(), last.grpcStatus());
    }
}
