package io.weft.control.translate;

import static io.weft.control.translate.Messages.duration;
import static io.weft.control.translate.Messages.uint32;

import com.google.protobuf.Any;
import io.envoyproxy.envoy.config.route.v3.RetryPolicy;
import io.envoyproxy.envoy.config.route.v3.RetryPolicy.RetryBackOff;
import io.envoyproxy.envoy.config.route.v3.RetryPolicy.RetryHostPredicate;
import io.envoyproxy.envoy.extensions.retry.host.previous_hosts.v3.PreviousHostsPredicate;
import io.weft.control.config.HttpRetry;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Retries of a VirtualService as Envoy's policy. */
final class RetryPolicies {

    private static final String STATUS_CODES = "retriable-status-codes";

    private static final RetryHostPredicate PREVIOUS_HOSTS = RetryHostPredicate.newBuilder()
            .setName("envoy.retry_host_predicates.previous_hosts")
            .setTypedConfig(Any.pack(PreviousHostsPredicate.getDefaultInstance()))
            .build();

    /** What Istio does where nothing is written. */
    static final RetryPolicy DEFAULT = RetryPolicy.newBuilder()
            .setRetryOn("connect-failure,refused-stream,unavailable,cancelled," + STATUS_CODES)
            .setNumRetries(uint32(2))
            .setHostSelectionRetryMaxAttempts(5)
            .addRetryHostPredicate(PREVIOUS_HOSTS)
            .build();

    private RetryPolicies() {}

    /**
     * The policy, or empty for none: attempts of 0 switch retries off.
     *
     * @param sticky whether a retry shall go to the same endpoint, unless the rule says otherwise
     */
    static Optional<RetryPolicy> translate(Optional<HttpRetry> retries, boolean sticky) {
        RetryPolicy base =
                sticky ? DEFAULT.toBuilder().clearRetryHostPredicate().build() : DEFAULT;
        return retries.isEmpty()
                ? Optional.of(base)
                : retries.filter(retry -> retry.attempts() > 0).map(retry -> over(base, retry));
    }

    /** The default with what is written in its place. */
    private static RetryPolicy over(RetryPolicy base, HttpRetry retry) {
        RetryPolicy.Builder policy = base.toBuilder().setNumRetries(uint32(retry.attempts()));
        retry.retryOn().filter(words -> !words.isEmpty()).ifPresent(words -> conditions(policy, words));
        retry.perTryTimeout().ifPresent(timeout -> policy.setPerTryTimeout(duration(timeout)));
        retry.retryIgnorePreviousHosts().ifPresent(avoid -> {
            policy.clearRetryHostPredicate();
            if (avoid) {
                policy.addRetryHostPredicate(PREVIOUS_HOSTS);
            }
        });
        retry.backoff()
                .ifPresent(backoff ->
                        policy.setRetryBackOff(RetryBackOff.newBuilder().setBaseInterval(duration(backoff))));
        return policy.build();
    }

    /** Numbers among the conditions are status codes; they come with the word that makes them count. */
    private static void conditions(RetryPolicy.Builder policy, String words) {
        List<String> parts = Arrays.stream(words.split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
        List<Integer> codes = parts.stream()
                .filter(HttpStatuses::isCode)
                .map(Integer::valueOf)
                .toList();
        boolean implied = !codes.isEmpty() && !words.contains(STATUS_CODES);
        Stream<String> conditions = parts.stream().filter(Predicate.not(HttpStatuses::isCode));
        policy.setRetryOn(Stream.concat(conditions, implied ? Stream.of(STATUS_CODES) : Stream.empty())
                        .collect(Collectors.joining(",")))
                .addAllRetriableStatusCodes(codes);
    }
}
