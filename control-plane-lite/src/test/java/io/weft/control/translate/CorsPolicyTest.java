package io.weft.control.translate;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.extensions.filters.http.cors.v3.CorsPolicy;
import io.weft.control.config.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

class CorsPolicyTest {

    private static final String FILTER = "envoy.filters.http.cors";

    @Test
    void saysInEnvoysWordsWhoMayCall() throws Exception {
        CorsPolicy policy = policy("allowOrigins: [{exact: 'http://a'}, {prefix: 'http://b'}, {regex: 'http://c.*'}],"
                + " allowMethods: [GET, POST], allowHeaders: [x-a, x-b], exposeHeaders: [x-c], maxAge: 1h,"
                + " allowCredentials: true");
        assertThat(policy.getAllowOriginStringMatchList())
                .extracting(origin -> origin.getMatchPatternCase().name())
                .containsExactly("EXACT", "PREFIX", "SAFE_REGEX");
        assertThat(policy.getAllowMethods()).isEqualTo("GET,POST");
        assertThat(policy.getAllowHeaders()).isEqualTo("x-a,x-b");
        assertThat(policy.getExposeHeaders()).isEqualTo("x-c");
        assertThat(policy.getMaxAge()).isEqualTo("3600");
        assertThat(policy.getAllowCredentials().getValue()).isTrue();
        assertThat(policy.getFilterEnabled().getDefaultValue().getNumerator()).isEqualTo(100);
        assertThat(policy.getForwardNotMatchingPreflights().getValue()).isTrue();
    }

    @Test
    void readsTheOlderListOfOriginsWhereThereIsNoNewOne() throws Exception {
        assertThat(policy("allowOrigin: ['*']").getAllowOriginStringMatch(0).getExact())
                .isEqualTo("*");
        assertThat(policy("allowOrigin: ['*'], allowOrigins: [{exact: 'http://a'}]")
                        .getAllowOriginStringMatch(0)
                        .getExact())
                .isEqualTo("http://a");
    }

    @Test
    void answersUnmatchedPreflightsWhereToldTo() throws Exception {
        assertThat(policy("allowOrigins: [{exact: 'http://a'}], unmatchedPreflights: IGNORE")
                        .getForwardNotMatchingPreflights()
                        .getValue())
                .isFalse();
        assertThat(policy("allowOrigins: [{exact: 'http://a'}], unmatchedPreflights: FORWARD")
                        .getForwardNotMatchingPreflights()
                        .getValue())
                .isTrue();
    }

    @Test
    void stockGrpcClientsNeverGetIt() {
        Given given = given("allowOrigins: [{exact: 'http://a'}]").asked(ClientKind.GRPC, "default");
        assertThat(given.listener("reviews:9080").getHttpFiltersList())
                .extracting(filter -> filter.getName())
                .containsExactly("envoy.filters.http.fault", "envoy.filters.http.router");
        assertThat(given.routes("reviews:9080"))
                .singleElement()
                .satisfies(
                        route -> assertThat(route.getTypedPerFilterConfigMap()).isEmpty());
        List<Problem> problems = given.view().problems(given.client(), "reviews:9080");
        assertThat(problems).extracting(Problem::path).containsExactly("spec.http[0].corsPolicy");
    }

    @Test
    void theFilterComesBehindTheFaults() {
        assertThat(given("allowOrigins: [{exact: 'http://a'}]")
                        .listener("reviews:9080")
                        .getHttpFiltersList())
                .extracting(filter -> filter.getName())
                .containsExactly("envoy.filters.http.fault", FILTER, "envoy.filters.http.router");
    }

    private static Given given(String cors) {
        return Given.rules("- {route: [{destination: {host: reviews}}], corsPolicy: {%s}}\n".formatted(cors));
    }

    private static CorsPolicy policy(String cors) throws InvalidProtocolBufferException {
        Route route = given(cors).route();
        return route.getTypedPerFilterConfigOrThrow(FILTER).unpack(CorsPolicy.class);
    }
}
