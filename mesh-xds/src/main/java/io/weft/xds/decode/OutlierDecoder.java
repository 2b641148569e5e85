package io.weft.xds.decode;

import com.google.protobuf.Struct;
import com.google.protobuf.UInt32Value;
import com.google.protobuf.Value;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.cluster.v3.OutlierDetection;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/** Envoy's OutlierDetection with its defaults; what is not enforced is off. */
final class OutlierDecoder {

    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final Duration BASE_EJECTION_TIME = Duration.ofSeconds(30);
    private static final Duration MAX_EJECTION_TIME = Duration.ofSeconds(300);

    private OutlierDecoder() {}

    static io.weft.model.OutlierDetection decode(Cluster cluster, Field at) {
        OutlierDetection outlier = cluster.getOutlierDetection();
        Duration base = outlier.hasBaseEjectionTime()
                ? Values.duration(outlier.getBaseEjectionTime(), at.in("base_ejection_time"))
                : BASE_EJECTION_TIME;
        return new io.weft.model.OutlierDetection(
                enforced(outlier.hasEnforcingConsecutive5Xx(), outlier.getEnforcingConsecutive5Xx(), 100)
                        ? Values.orElse(outlier.hasConsecutive5Xx(), outlier.getConsecutive5Xx(), 5)
                        : 0,
                enforced(
                                outlier.hasEnforcingConsecutiveGatewayFailure(),
                                outlier.getEnforcingConsecutiveGatewayFailure(),
                                0)
                        ? Values.orElse(
                                outlier.hasConsecutiveGatewayFailure(), outlier.getConsecutiveGatewayFailure(), 5)
                        : 0,
                outlier.hasInterval() ? Values.duration(outlier.getInterval(), at.in("interval")) : INTERVAL,
                base,
                maxEjectionTime(outlier, base, at),
                Math.min(100, Values.orElse(outlier.hasMaxEjectionPercent(), outlier.getMaxEjectionPercent(), 10)),
                outlier.getSplitExternalLocalOriginErrors(),
                localOriginFailures(outlier),
                errorCodes(cluster));
    }

    /** Our own word: Envoy says it in a message that is newer than the library that carries its messages. */
    private static Set<Integer> errorCodes(Cluster cluster) {
        return cluster
                .getMetadata()
                .getFilterMetadataOrDefault("weft", Struct.getDefaultInstance())
                .getFieldsOrDefault("outlierErrorCodes", Value.getDefaultInstance())
                .getListValue()
                .getValuesList()
                .stream()
                .map(code -> (int) code.getNumberValue())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static int localOriginFailures(OutlierDetection outlier) {
        return enforced(
                        outlier.hasEnforcingConsecutiveLocalOriginFailure(),
                        outlier.getEnforcingConsecutiveLocalOriginFailure(),
                        100)
                ? Values.orElse(
                        outlier.hasConsecutiveLocalOriginFailure(), outlier.getConsecutiveLocalOriginFailure(), 5)
                : 0;
    }

    private static Duration maxEjectionTime(OutlierDetection outlier, Duration base, Field at) {
        Duration max = outlier.hasMaxEjectionTime()
                ? Values.duration(outlier.getMaxEjectionTime(), at.in("max_ejection_time"))
                : MAX_EJECTION_TIME;
        return max.compareTo(base) < 0 ? base : max;
    }

    private static boolean enforced(boolean set, UInt32Value percent, int otherwise) {
        return Values.orElse(set, percent, otherwise) > 0;
    }
}
