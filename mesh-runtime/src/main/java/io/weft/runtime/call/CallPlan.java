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
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One call that goes upstream, as a sequence of decisions; used by one thread at a time. The adapter's loop: wait
 * {@link #delay()}; ask {@link #next()}; make the {@link Attempt}; say in {@link #finish} how it ended; do what that
 * answers.
 */
public final class CallPlan implements Plan {

    private static final Then DELIVER = new Then.Deliver();
    private static final String VIA_UPSTREAM = "via_upstream";

    private final CallContext context;
    private final ClusterView cluster;
    private final CallLimits limits;
    private final OutboundHead outbound;
    private final List<Cluster> mirrors;
    private final Hashed hashed;
    private final @Nullable Admission admission;
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
     * The endpoint to try now, a wait for a connection, or the answer to the caller if there is no endpoint. Top to bottom:
     * the deadline; before the first attempt the rate limit, then the breaker; last the endpoint, with the thresholds.
     */
    public Next next() {
        boolean timed = limits.timeoutNanos() > 0
                || limits.perTryNanos() > 0
                || deadline.isPresent()
                || context.engine().isWatched();
        long now = timed ? context.engine().now() : 0;
        if (attempts == 0 && place == null && limits.timeoutNanos() > 0) {
            // Envoy's clock for the route's timeout starts behind the delay fault.
            deadline = earlier(deadline, now + limits.timeoutNanos());
        }
        if (deadline.isPresent() && deadline.getAsLong() - now <= 0) {
            return answer(LocalReply.TIMEOUT);
        }
        if (attempts == 0 && place == null && admission != null) {
            Said refusal = admission.ask(context.head().grpc());
            if (refusal != null) {
                return answer(refusal);
            }
        }
        PickArgs args = retries == null ? PickArgs.first(hashed.hash()) : retries.pickArgs(hashed.hash());
        Choice choice = place == null ? cluster.pick(args) : place.pick(args);
        if (choice instanceof Place inLine) {
            place = inLine;
            return new Pending(inLine.turn(), deadline);
        }
        place = null;
        if (choice instanceof Choice.Refusal refusal) {
            return answer(refusal.flag() == ResponseFlag.UO ? LocalReply.OVERFLOW : LocalReply.NO_HEALTHY_UPSTREAM);
        }
        attempts++;
        current = attempt((Pick) choice, now);
        return current;
    }

    private static OptionalLong earlier(OptionalLong one, long other) {
        return one.isPresent() && one.getAsLong() - other <= 0 ? one : OptionalLong.of(other);
    }

    private Attempt attempt(Pick pick, long now) {
        if (limits.perTryNanos() == 0) {
            return new Attempt(attempts, pick, now, deadline, true);
        }
        long perTry = now + limits.perTryNanos();
        boolean endsCall = deadline.isPresent() && deadline.getAsLong() - perTry <= 0;
        return new Attempt(attempts, pick, now, endsCall ? deadline : OptionalLong.of(perTry), endsCall);
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
     * Takes note of how an attempt ended and says what follows. For an HTTP answer, call it when its head has come;
     * for a gRPC call, when its status has come.
     *
     * @param repeatable whether the request can be sent once more: its body is at hand (or nothing of it was sent),
     *     and nothing of an answer has reached the caller
     */
    public Then finish(Attempt attempt, Outcome outcome, boolean repeatable) {
        attempt.pick().done(outcome);
        long nanos = context.engine().isWatched() ? context.engine().now() - attempt.startNanos() : 0;
        tried = new Tried(tried, attempt.endpoint(), outcome, nanos, attempt.transportFailure());
        context.attempted(attempt.cluster(), tried);
        boolean retriable = limits.retries().any()
                && limits.retries().wants(outcome, context.head().isSafe());
        if (limits.retries().any() && outcome.kind() != Outcome.Kind.CANCELLED) {
            cluster.attempted(retriable);
        }
        if (repeatable && retriable && startRetry()) {
            return new Then.Retry(pause());
        }
        if (outcome.kind() != Outcome.Kind.ANSWERED) {
            return answer(LocalReply.of(outcome.kind(), context.head().grpc()));
        }
        endRetry();
        Said instead = admission == null ? null : admission.answered(outcome, begun);
        if (instead != null) {
            return answer(instead);
        }
        if (context.engine().events().wantsCalls()) {
            context.ended(report());
        }
        return DELIVER;
    }

    private boolean startRetry() {
        if (retries == null) {
            retries = new RetryState(limits.retries(), cluster, context.engine().random());
        }
        RetryState.Decision decision = retries.decide(lastTried().endpoint().address());
        if (decision == RetryState.Decision.LIMIT_EXCEEDED) {
            flags = CallContext.with(flags, ResponseFlag.URX);
        } else if (decision == RetryState.Decision.OVER_BUDGET) {
            flags = CallContext.with(flags, ResponseFlag.UO);
        }
        return decision == RetryState.Decision.RETRY;
    }

    private Tried lastTried() {
        return requireNonNull(tried);
    }

    /** Not beyond the deadline: {@link #next} then tells that it has passed. */
    private Duration pause() {
        long pause = requireNonNull(retries).pauseNanos();
        if (deadline.isPresent()) {
            pause = Math.max(
                    0, Math.min(pause, deadline.getAsLong() - context.engine().now()));
        }
        return Duration.ofNanos(pause);
    }

    /** For gRPC answers: the head has begun to reach the caller, so that no other answer can take its place. */
    public void begun() {
        begun = true;
    }

    private Answer answer(LocalReply reply) {
        if (place != null) {
            place.leave();
            place = null;
        }
        endRetry();
        return answer(admission == null ? reply.say(tried) : admission.unanswered(reply, tried));
    }

    private Answer answer(Said said) {
        return context.answer(said, flags, outbound.headers(), tried);
    }

    private void endRetry() {
        if (retries != null) {
            retries.end();
        }
    }

    /** The caller gave up between two attempts, or waiting for a connection. */
    public void abandon() {
        answer(LocalReply.CANCELLED);
    }

    /**
     * What to do to the headers of the answer to the last attempt (for a trailers-only gRPC answer: its trailers), in
     * order. May be asked before that attempt is finished.
     */
    public List<HeaderEdit> responseEdits() {
        List<HeaderEdit> edits = context.responseEdits(outbound.headers(), current == null ? null : current.endpoint());
        if (hashed.cookies().isEmpty()) {
            return edits;
        }
        List<HeaderEdit> all = new ArrayList<>(edits);
        all.addAll(hashed.cookies());
        return all;
    }

    /** The call so far. */
    public CallReport report() {
        Outcome last = tried == null ? Outcome.of(Outcome.Kind.CANCELLED) : tried.outcome();
        return context.report(flags, tried == null ? "" : VIA_UPSTREAM, tried, last.httpStatus(), last.grpcStatus());
    }
}
