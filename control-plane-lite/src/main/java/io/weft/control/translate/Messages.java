package io.weft.control.translate;

import com.google.protobuf.Duration;
import com.google.protobuf.Struct;
import com.google.protobuf.UInt32Value;
import com.google.protobuf.Value;
import io.envoyproxy.envoy.config.core.v3.AggregatedConfigSource;
import io.envoyproxy.envoy.config.core.v3.ApiVersion;
import io.envoyproxy.envoy.config.core.v3.ConfigSource;
import io.envoyproxy.envoy.type.v3.FractionalPercent;
import io.envoyproxy.envoy.type.v3.FractionalPercent.DenominatorType;
import java.util.Map;
import java.util.TreeMap;

/** Small parts that many messages are made of. */
final class Messages {

    /** "On this stream". */
    static final ConfigSource ADS = ConfigSource.newBuilder()
            .setResourceApiVersion(ApiVersion.V3)
            .setAds(AggregatedConfigSource.getDefaultInstance())
            .build();

    private Messages() {}

    static Duration duration(java.time.Duration duration) {
        return Duration.newBuilder()
                .setSeconds(duration.getSeconds())
                .setNanos(duration.getNano())
                .build();
    }

    static UInt32Value uint32(int value) {
        return UInt32Value.of(value);
    }

    /** A percentage to a millionth, the rest cut off as Istio does. */
    static FractionalPercent percent(double percent) {
        return FractionalPercent.newBuilder()
                .setNumerator((int) (percent * 10_000))
                .setDenominator(DenominatorType.MILLION)
                .build();
    }

    static Value text(String text) {
        return Value.newBuilder().setStringValue(text).build();
    }

    /** In the order of the names, so that equal maps make equal bytes. */
    static Struct struct(Map<String, Value> fields) {
        return Struct.newBuilder().putAllFields(new TreeMap<>(fields)).build();
    }
}
