package io.weft.xds.decode;

import io.grpc.xds.shaded.io.envoyproxy.envoy.config.route.v3.RetryPolicy;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Envoy's RetryPolicy. */
final class RetryDecoder {

    private static final String PREVIOUS_HOSTS = "envoy.retry_host_predicates.previous_hosts";
    private static final Duration BACK_OFF = Duration.ofMillis(25);

    private RetryDecoder() {}

    static io.weft.model.RetryPolicy decode(RetryPolicy policy, Field at) {
        Set<String> retryOn = Arrays.stream(policy.getRetryOn().split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        Optional<Duration> perTry = Optional.of(Values.duration(policy.getPerTryTimeout(), at.in("per_try_timeout")))
                .filter(timeout -> !timeout.isZero());
        Duration base = backOffBase(policy, at.in("retry_back_off"));
        return new io.weft.model.RetryPolicy(
                retryOn,
                policy.getRetriableStatusCodesList(),
                // Envoy's default is one.
                Values.orElse(policy.hasNumRetries(), policy.getNumRetries(), 1),
                perTry,
                base,
                backOffMax(policy, base, at.in("retry_back_off")),
                policy.getRetryHostPredicateList().stream()
                        .anyMatch(predicate -> predicate.getName().equals(PREVIOUS_HOSTS)));
    }

    private static Duration backOffBase(RetryPolicy policy, Field at) {
        if (!policy.hasRetryBackOff()) {
            return BACK_OFF;
        }
        Duration base = Values.duration(policy.getRetryBackOff().getBaseInterval(), at.in("base_interval"));
        if (base.isZero()) {
            throw at.in("base_interval").malformed("must be above zero");
        }
        return base;
    }

    private static Duration backOffMax(RetryPolicy policy, Duration base, Field at) {
        if (!policy.hasRetryBackOff() || !policy.getRetryBackOff().hasMaxInterval()) {
            return base.multipliedBy(10);
        }
        Duration max = Values.duration(policy.getRetryBackOff().getMaxInterval(), at.in("max_interval"));
        if (max.compareTo(base) < 0) {
            throw at.in("max_interval").malformed("is below base_interval");
        }
        return max;
    }
}
