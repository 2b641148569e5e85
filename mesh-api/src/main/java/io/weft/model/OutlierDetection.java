package io.weft.model;

import java.time.Duration;
import java.util.Set;

/**
 * When an endpoint that answers badly is put aside, and for how long (Envoy's OutlierDetection).
 *
 * @param consecutive5xx so many server errors in a row eject; 0 for never (Istio's default 5)
 * @param consecutiveGatewayErrors so many of 502, 503, 504 in a row eject; 0 for never (the default)
 * @param interval how often ejected endpoints are looked at again (10 s)
 * @param baseEjectionTime an ejection lasts this long times the number of ejections so far (30 s)
 * @param maxEjectionTime but no longer than this (300 s, or the base if that is more)
 * @param maxEjectionPercent an endpoint is ejected while (ejected + 1) / all endpoints is within this (10)
 * @param splitLocalOriginErrors whether failures without an answer (connect, reset, timeout) are counted apart
 * @param consecutiveLocalOriginFailures if so, so many of them in a row eject (5)
 * @param errorCodes the HTTP statuses that count as server errors (500), and no others do (200); empty for 500 to 599
 *     (Istio's outlierDetectionHttpErrorCodes)
 */
public record OutlierDetection(
        int consecutive5xx,
        int consecutiveGatewayErrors,
        Duration interval,
        Duration baseEjectionTime,
        Duration maxEjectionTime,
        int maxEjectionPercent,
        boolean splitLocalOriginErrors,
        int consecutiveLocalOriginFailures,
        Set<Integer> errorCodes) {

    public OutlierDetection {
        errorCodes = Set.copyOf(errorCodes);
    }

    /** With 500 to 599 as errors. */
    public OutlierDetection(
            int consecutive5xx,
            int consecutiveGatewayErrors,
            Duration interval,
            Duration baseEjectionTime,
            Duration maxEjectionTime,
            int maxEjectionPercent,
            boolean splitLocalOriginErrors,
            int consecutiveLocalOriginFailures) {
        this(
                consecutive5xx,
                consecutiveGatewayErrors,
                interval,
                baseEjectionTime,
                maxEjectionTime,
                maxEjectionPercent,
                splitLocalOriginErrors,
                consecutiveLocalOriginFailures,
                Set.of());
    }
}
