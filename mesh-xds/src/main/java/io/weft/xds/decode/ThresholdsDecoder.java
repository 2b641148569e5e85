package io.weft.xds.decode;

import io.grpc.xds.shaded.io.envoyproxy.envoy.config.cluster.v3.CircuitBreakers;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.core.v3.RoutingPriority;
import io.weft.model.Thresholds;

/** The thresholds of Envoy's CircuitBreakers for the one priority that requests have here. */
final class ThresholdsDecoder {

    private static final int CAP = 1024;
    private static final int RETRIES = 3;

    private ThresholdsDecoder() {}

    static Thresholds decode(CircuitBreakers breakers) {
        CircuitBreakers.Thresholds thresholds = breakers.getThresholdsList().stream()
                .filter(candidate -> candidate.getPriority() == RoutingPriority.DEFAULT)
                .findFirst()
                .orElse(CircuitBreakers.Thresholds.getDefaultInstance());
        int maxRetries = Values.orElse(thresholds.hasMaxRetries(), thresholds.getMaxRetries(), RETRIES);
        return new Thresholds(
                Values.orElse(thresholds.hasMaxConnections(), thresholds.getMaxConnections(), CAP),
                Values.orElse(thresholds.hasMaxPendingRequests(), thresholds.getMaxPendingRequests(), CAP),
                Values.orElse(thresholds.hasMaxRequests(), thresholds.getMaxRequests(), CAP),
                thresholds.hasRetryBudget() ? Integer.MAX_VALUE : maxRetries,
                budget(thresholds, maxRetries));
    }

    /** Where a rule says how much may be retried, that holds and nothing else; where none does, our own default. */
    private static Thresholds.RetryBudget budget(CircuitBreakers.Thresholds thresholds, int maxRetries) {
        if (thresholds.hasRetryBudget()) {
            return budget(thresholds.getRetryBudget());
        }
        return maxRetries < Integer.MAX_VALUE ? Thresholds.RetryBudget.UNLIMITED : Thresholds.RetryBudget.DEFAULT;
    }

    private static Thresholds.RetryBudget budget(CircuitBreakers.Thresholds.RetryBudget budget) {
        Thresholds.RetryBudget defaults = Thresholds.RetryBudget.DEFAULT;
        return new Thresholds.RetryBudget(
                budget.hasBudgetPercent() ? budget.getBudgetPercent().getValue() : defaults.percent(),
                Values.orElse(
                        budget.hasMinRetryConcurrency(), budget.getMinRetryConcurrency(), defaults.minConcurrency()));
    }
}
