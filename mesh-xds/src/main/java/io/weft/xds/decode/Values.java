package io.weft.xds.decode;

import com.google.protobuf.UInt32Value;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.core.v3.Metadata;
import io.grpc.xds.shaded.io.envoyproxy.envoy.type.matcher.v3.RegexMatchAndSubstitute;
import io.grpc.xds.shaded.io.envoyproxy.envoy.type.matcher.v3.RegexMatcher;
import io.grpc.xds.shaded.io.envoyproxy.envoy.type.v3.FractionalPercent;
import io.weft.model.RegexRewrite;
import java.time.Duration;
import java.util.Optional;

/** The small messages that others are made of. */
final class Values {

    private Values() {}

    static Duration duration(com.google.protobuf.Duration duration, Field at) {
        if (duration.getSeconds() < 0 || duration.getNanos() < 0) {
            throw at.malformed("must not be negative");
        }
        return Duration.ofSeconds(duration.getSeconds(), duration.getNanos());
    }

    /** A value above {@link Integer#MAX_VALUE}, which stands for "no limit" in Istio, becomes just that. */
    static int clamped(UInt32Value value) {
        return value.getValue() < 0 ? Integer.MAX_VALUE : value.getValue();
    }

    static int orElse(boolean set, UInt32Value value, int otherwise) {
        return set ? clamped(value) : otherwise;
    }

    static int perMillion(FractionalPercent percent, Field at) {
        int unit = switch (percent.getDenominator()) {
            case HUNDRED -> 10_000;
            case TEN_THOUSAND -> 100;
            case MILLION -> 1;
            case UNRECOGNIZED -> throw at.in("denominator").malformed("is unknown");
        };
        return (int) Math.min(1_000_000L, Integer.toUnsignedLong(percent.getNumerator()) * unit);
    }

    static String regex(RegexMatcher matcher, Field at) {
        return regex(matcher.getRegex(), at.in("regex"));
    }

    static RegexRewrite rewrite(RegexMatchAndSubstitute rewrite, Field at) {
        return new RegexRewrite(regex(rewrite.getPattern(), at.in("pattern")), rewrite.getSubstitution());
    }

    private static String regex(String regex, Field at) {
        try {
            Pattern.compile(regex);
            return regex;
        } catch (PatternSyntaxException e) {
            throw at.malformed("'" + regex + "' is not an RE2 expression: " + e.getMessage());
        }
    }

    /** A text in {@code filter_metadata[namespace]}, if there is one. */
    static Optional<String> metadata(Metadata metadata, String namespace, String key) {
        return Optional.ofNullable(metadata.getFilterMetadataMap().get(namespace))
                .map(struct -> struct.getFieldsMap().get(key))
                .map(value -> value.getStringValue())
                .filter(text -> !text.isEmpty());
    }

    /** Where a resource was written: {@code file:line} if the control plane knows it, else the Istio object. */
    static String origin(Metadata metadata) {
        return metadata(metadata, "weft", "source")
                .or(() -> metadata(metadata, "istio", "config"))
                .orElse("");
    }
}
