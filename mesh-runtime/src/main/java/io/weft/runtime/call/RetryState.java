package io.weft.runtime.call;

import io.weft.model.Address;
import io.weft.model.Outcome;
import io.weft.model.ResponseFlag;
import io.weft.runtime.upstream.ClusterView;
import io.weft.runtime.upstream.PickArgs;
import java.time.Duration;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The retries of one call: how many are left, the place in the cluster's budget, who was tried, the next pause. */
final class RetryState {

    enum Decision {
        RETRY(null),
        PUSHED_BACK(null),
        LIMIT_EXCEEDED(ResponseFlag.URX),
        OVER_BUDGET(ResponseFlag.UO);

        /** Why the call is not tried again; null if it is, or if a server asked for that. */
        final @Nullable ResponseFlag flag;

        Decision(@Nullable ResponseFlag flag) {
            this.flag = flag;
        }
    }

    private final ClusterView cluster;
    private final RandomGenerator random;
    private final boolean avoidPreviousHosts;
    private final long firstPause;
    private final long maxPause;
    private final Set<Address> tried = new HashSet<>();
    private int left;
    private long pause;
    private boolean inBudget;

    RetryState(RetryRules rules, ClusterView cluster, RandomGenerator random) {
        this.cluster = cluster;
        this.random = random;
        this.avoidPreviousHosts = rules.policy().avoidPreviousHosts();
        this.left = rules.retries();
        this.firstPause = Math.max(1, rules.policy().backOffBase().toNanos());
        this.pause = firstPause;
        this.maxPause = Math.max(pause, rules.policy().backOffMax().toNanos());
    }

    /** Decides on an outcome that the rules want tried again. */
    Decision decide(Tried last) {
        end();
        for (Tried each = last; each != null; each = each.before()) {
            if (each.outcome().refusesMore()) {
                return Decision.PUSHED_BACK;
            }
            tried.add(each.endpoint().address());
        }
        if (left == 0) {
            return Decision.LIMIT_EXCEEDED;
        }
        left--;
        inBudget = cluster.startRetry();
        return inBudget ? Decision.RETRY : Decision.OVER_BUDGET;
    }

    boolean exhausted() {
        return left == 0;
    }

    /**
     * The next pause: what the server asked for, or anything below a bound that doubles from retry to retry (Envoy's
     * full jitter), but not beyond the deadline: {@link CallPlan#next} then tells that it has passed.
     */
    Duration pause(Outcome last, OptionalLong deadline, Engine engine) {
        long wanted =
                last.pushbackMillis().isPresent() ? asked(last.pushbackMillis().getAsInt()) : drawn();
        return Duration.ofNanos(
                deadline.isEmpty() ? wanted : Math.max(0, Math.min(wanted, deadline.getAsLong() - engine.now())));
    }

    private long drawn() {
        long bound = pause;
        pause = Math.min(maxPause, bound * 2);
        return random.nextLong(bound);
    }

    /** As gRFC A6 says, the bound begins anew. */
    private long asked(int millis) {
        pause = firstPause;
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    PickArgs pickArgs(OptionalLong hash) {
        return avoidPreviousHosts ? new PickArgs(tried, hash) : PickArgs.first(hash);
    }

    /** The retried attempt is over, or will not be made: gives its place in the budget back. */
    void end() {
        if (inBudget) {
            inBudget = false;
            cluster.retryDone();
        }
    }
}
