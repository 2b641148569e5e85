package io.weft.runtime.call;

import io.weft.model.Address;
import io.weft.runtime.upstream.ClusterView;
import io.weft.runtime.upstream.PickArgs;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.random.RandomGenerator;

/** The retries of one call: how many are left, the place in the cluster's budget, who was tried, the next pause. */
final class RetryState {

    enum Decision {
        RETRY,
        LIMIT_EXCEEDED,
        OVER_BUDGET
    }

    private final ClusterView cluster;
    private final RandomGenerator random;
    private final boolean avoidPreviousHosts;
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
        this.pause = Math.max(1, rules.policy().backOffBase().toNanos());
        this.maxPause = Math.max(pause, rules.policy().backOffMax().toNanos());
    }

    /** Decides on an outcome that the rules want tried again. */
    Decision decide(Address last) {
        end();
        if (left == 0) {
            return Decision.LIMIT_EXCEEDED;
        }
        left--;
        inBudget = cluster.startRetry();
        tried.add(last);
        return inBudget ? Decision.RETRY : Decision.OVER_BUDGET;
    }

    boolean exhausted() {
        return left == 0;
    }

    /** The next pause: anything below a bound that doubles from retry to retry (Envoy's full jitter). */
    long pauseNanos() {
        long bound = pause;
        pause = Math.min(maxPause, bound * 2);
        return random.nextLong(bound);
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
