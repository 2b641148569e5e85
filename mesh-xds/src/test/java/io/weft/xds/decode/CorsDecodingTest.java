package io.weft.xds.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import com.google.protobuf.BoolValue;
import com.google.protobuf.ByteString;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.route.v3.Route;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.route.v3.RouteAction;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.route.v3.RouteMatch;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.grpc.xds.shaded.io.envoyproxy.envoy.type.matcher.v3.StringMatcher;
import io.weft.model.Cors;
import io.weft.model.StringMatch;
import io.weft.proto.envoy.v3.CorsPolicy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The configuration of the CORS filter, which grpc-xds does not carry. */
class CorsDecodingTest {

    private static final String TYPE = "type.googleapis.com/envoy.extensions.filters.http.cors.v3.CorsPolicy";

    private static final CorsPolicy POLICY = CorsPolicy.newBuilder()
            .addAllowOriginStringMatch(
                    StringMatcher.newBuilder().setPrefix("http://").build().toByteString())
            .setAllowMethods("GET,POST")
            .setMaxAge("60")
            .setAllowCredentials(BoolValue.of(true))
            .build();

    @Test
    void readsThePolicyOfARoute() {
        assertThat(decoded(TYPE, POLICY.toByteString()))
                .contains(new Cors(
                        List.of(new StringMatch.Prefix("http://", false)), "GET,POST", "", "", "60", true, true));
    }

    @Test
    void forwardsUnmatchedPreflightsUnlessToldNotTo() {
        CorsPolicy answering = POLICY.toBuilder()
                .setForwardNotMatchingPreflights(BoolValue.of(false))
                .build();
        assertThat(decoded(TYPE, answering.toByteString()).orElseThrow().forwardUnmatchedPreflights())
                .isFalse();
    }

    @Test
    void refusesWhatIsSomethingElse() {
        assertThatThrownBy(() -> decoded("type.googleapis.com/some.Other", POLICY.toByteString()))
                .hasMessageContaining("is not a CorsPolicy but type.googleapis.com/some.Other");
        assertThatThrownBy(() -> decoded(TYPE, ByteString.copyFromUtf8("\t")))
                .hasMessageContaining("is not a CorsPolicy");
    }

    private static Optional<Cors> decoded(String type, ByteString value) {
        Any policy = Any.newBuilder().setTypeUrl(type).setValue(value).build();
        RouteConfiguration routes = RouteConfiguration.newBuilder()
                .addVirtualHosts(VirtualHost.newBuilder()
                        .addRoutes(Route.newBuilder()
                                .setMatch(RouteMatch.newBuilder().setPrefix("/"))
                                .setRoute(RouteAction.newBuilder().setCluster("c"))
                                .putTypedPerFilterConfig("envoy.filters.http.cors", policy)))
                .build();
        return RouteConfigurationDecoder.virtualHost(routes, Field.ROOT)
                .routes()
                .get(0)
                .cors();
    }
}
