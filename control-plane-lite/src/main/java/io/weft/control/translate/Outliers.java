package io.weft.control.translate;

import static io.weft.control.translate.Messages.duration;
import static io.weft.control.translate.Messages.uint32;

import com.google.protobuf.UInt32Value;
import io.envoyproxy.envoy.config.cluster.v3.OutlierDetection;

/** Outlier detection as Envoy's message: what is not set stays Envoy's default, success rates never eject. */
final class Outliers {

    private static final int ALWAYS = 100;

    private Outliers() {}

    static OutlierDetection translate(io.weft.control.config.OutlierDetection settings) {
        OutlierDetection.Builder outliers = OutlierDetection.newBuilder().setEnforcingSuccessRate(uint32(0));
        settings.consecutive5xxErrors()
                .ifPresent(errors ->
                        outliers.setConsecutive5Xx(uint32(errors)).setEnforcingConsecutive5Xx(enforcing(errors)));
        settings.consecutiveGatewayErrors()
                .ifPresent(errors -> outliers.setConsecutiveGatewayFailure(uint32(errors))
                        .setEnforcingConsecutiveGatewayFailure(enforcing(errors)));
        settings.interval().ifPresent(interval -> outliers.setInterval(duration(interval)));
        settings.baseEjectionTime().ifPresent(time -> outliers.setBaseEjectionTime(duration(time)));
        if (settings.maxEjectionPercent() > 0) {
            outliers.setMaxEjectionPercent(uint32(settings.maxEjectionPercent()));
        }
        if (settings.splitExternalLocalOriginErrors()) {
            splitLocalOrigin(outliers, settings);
        }
        return outliers.build();
    }

    private static void splitLocalOrigin(
            OutlierDetection.Builder outliers, io.weft.control.config.OutlierDetection settings) {
        outliers.setSplitExternalLocalOriginErrors(true).setEnforcingLocalOriginSuccessRate(uint32(0));
        int failures = settings.consecutiveLocalOriginFailures().orElse(0);
        if (failures > 0) {
            outliers.setConsecutiveLocalOriginFailure(uint32(failures))
                    .setEnforcingConsecutiveLocalOriginFailure(uint32(ALWAYS));
        }
    }

    private static UInt32Value enforcing(int errors) {
        return uint32(errors > 0 ? ALWAYS : 0);
    }
}
