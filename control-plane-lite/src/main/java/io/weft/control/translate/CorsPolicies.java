package io.weft.control.translate;

import com.google.protobuf.BoolValue;
import io.envoyproxy.envoy.config.core.v3.RuntimeFractionalPercent;
import io.envoyproxy.envoy.extensions.filters.http.cors.v3.CorsPolicy;
import io.envoyproxy.envoy.type.v3.FractionalPercent;
import io.weft.control.config.CorsPolicy.UnmatchedPreflights;

/** The corsPolicy of a rule as Envoy's. */
final class CorsPolicies {

    private static final RuntimeFractionalPercent ALWAYS = RuntimeFractionalPercent.newBuilder()
            .setDefaultValue(FractionalPercent.newBuilder().setNumerator(100))
            .build();

    private CorsPolicies() {}

    static CorsPolicy translate(io.weft.control.config.CorsPolicy cors) {
        CorsPolicy.Builder policy = CorsPolicy.newBuilder()
                .setFilterEnabled(ALWAYS)
                .setAllowMethods(String.join(",", cors.allowMethods()))
                .setAllowHeaders(String.join(",", cors.allowHeaders()))
                .setExposeHeaders(String.join(",", cors.exposeHeaders()))
                .setForwardNotMatchingPreflights(
                        BoolValue.of(cors.unmatchedPreflights() != UnmatchedPreflights.IGNORE));
        cors.allowOrigins().forEach(origin -> policy.addAllowOriginStringMatch(RouteMatches.string(origin)));
        cors.maxAge().ifPresent(age -> policy.setMaxAge(Long.toString(age.toSeconds())));
        cors.allowCredentials().ifPresent(allowed -> policy.setAllowCredentials(BoolValue.of(allowed)));
        return policy.build();
    }
}
