package io.weft.control.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.route.v3.RetryPolicy;
import io.envoyproxy.envoy.config.route.v3.RouteAction;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

    @Test
    void retriesTwiceWhereNothingIsWritten() {
        RetryPolicy policy = action("").getRetryPolicy();
        assertThat(policy.getNumRetries().getValue()).isEqualTo(2);
        assertThat(policy.getRetryOn())
                .isEqualTo("connect-failure,refused-stream,unavailable,cancelled,retriable-status-codes");
        assertThat(policy.getRetriableStatusCodesList()).isEmpty();
        assertThat(policy.getRetryHostPredicate(0).getName()).isEqualTo("envoy.retry_host_predicates.previous_hosts");
        assertThat(policy.getHostSelectionRetryMaxAttempts()).isEqualTo(5);
    }

    @Test
    void retriesAServiceWithoutRulesAlike() {
        assertThat(Given.yaml(Given.WORLD).route().getRoute().getRetryPolicy())
                .isEqualTo(action("").getRetryPolicy());
    }

    @Test
    void isOffAtZeroAttempts() {
        assertThat(action("retries: {attempts: 0}").hasRetryPolicy()).isFalse();
    }

    @Test
    void takesNumbersForStatusCodes() {
        RetryPolicy policy = action("retries: {attempts: 3, retryOn: 'gateway-error,503,409'}")
                .getRetryPolicy();
        assertThat(policy.getNumRetries().getValue()).isEqualTo(3);
        assertThat(policy.getRetryOn()).isEqualTo("gateway-error,retriable-status-codes");
        assertThat(policy.getRetriableStatusCodesList()).containsExactly(503, 409);
    }

    @Test
    void keepsTheDefaultConditionsWhereOnlyAttemptsAreWritten() {
        assertThat(action("retries: {attempts: 5}").getRetryPolicy().getRetryOn())
                .isEqualTo(action("").getRetryPolicy().getRetryOn());
    }

    @Test
    void limitsOneAttempt() {
        assertThat(action("retries: {attempts: 1, perTryTimeout: 250ms}")
                        .getRetryPolicy()
                        .getPerTryTimeout()
                        .getNanos())
                .isEqualTo(250_000_000);
    }

    @Test
    void mayTryAnEndpointAgain() {
        assertThat(action("retries: {attempts: 1, retryIgnorePreviousHosts: false}")
                        .getRetryPolicy()
                        .getRetryHostPredicateCount())
                .isZero();
    }

    @Test
    void pausesAsWritten() {
        assertThat(action("retries: {attempts: 1, backoff: 100ms}")
                        .getRetryPolicy()
                        .getRetryBackOff()
                        .getBaseInterval()
                        .getNanos())
                .isEqualTo(100_000_000);
        assertThat(action("retries: {attempts: 1}").getRetryPolicy().hasRetryBackOff())
                .isFalse();
    }

    private static RouteAction action(String retries) {
        return Given.rules("- route: [{destination: {host: reviews}}]\n" + retries.indent(2))
                .route()
                .getRoute();
    }
}
