package io.weft.control.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * When an endpoint is ejected.
 *
 * @param consecutive5xxErrors empty means 5; 0 is off
 * @param consecutiveGatewayErrors empty and 0 are off
 * @param interval empty means 10 s
 * @param baseEjectionTime empty means 30 s; times the number of ejections so far
 * @param maxEjectionPercent 0 means Envoy's 10
 * @param minHealthPercent below it all endpoints are used
 */
public record OutlierDetection(
        OptionalInt consecutive5xxErrors,
        OptionalInt consecutiveGatewayErrors,
        boolean splitExternalLocalOriginErrors,
        OptionalInt consecutiveLocalOriginFailures,
        Optional<Duration> interval,
        Optional<Duration> baseEjectionTime,
        int maxEjectionPercent,
        int minHealthPercent,
        List<Integer> outlierDetectionHttpErrorCodes) {
    public OutlierDetection {
        outlierDetectionHttpErrorCodes = List.copyOf(outlierDetectionHttpErrorCodes);
    }
}
