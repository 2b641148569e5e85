package io.weft.xds.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.xds.shaded.io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.weft.model.HeaderEdit;
import io.weft.model.HeaderEdits;
import io.weft.model.HeaderMatch;
import io.weft.model.Mirror;
import io.weft.model.PathMatch;
import io.weft.model.QueryParameterMatch;
import io.weft.model.RegexRewrite;
import io.weft.model.RetryPolicy;
import io.weft.model.Rewrite;
import io.weft.model.Route;
import io.weft.model.RouteAction;
import io.weft.model.StringMatch;
import io.weft.model.VirtualHost;
import io.weft.model.WeightedCluster;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Routes in Envoy's words, beside what they become. */
class RouteDecodingTest {

    @Test
    void readsEveryWayToMatchAPath() {
        assertThat(path("prefix: '/a'")).isEqualTo(new PathMatch.Prefix("/a", false));
        assertThat(path("path: '/a' case_sensitive { value: false }")).isEqualTo(new PathMatch.Exact("/a", true));
        assertThat(path("path: '/a' case_sensitive { value: true }")).isEqualTo(new PathMatch.Exact("/a", false));
        assertThat(path("path_separated_prefix: '/a'")).isEqualTo(new PathMatch.SegmentPrefix("/a", false));
        assertThat(path("safe_regex { regex: '/a.*' }")).isEqualTo(new PathMatch.Regex("/a.*"));
    }

    @Test
    void readsEveryWayToMatchAHeader() {
        assertThat(header("string_match { exact: 'v' ignore_case: true }"))
                .isEqualTo(new HeaderMatch("x-a", new StringMatch.Exact("v", true), false, false));
        assertThat(header("string_match { safe_regex { regex: 'v+' } } invert_match: true"))
                .isEqualTo(new HeaderMatch("x-a", new StringMatch.Regex("v+"), true, false));
        assertThat(header("string_match { contains: 'v' } treat_missing_header_as_empty: true"))
                .isEqualTo(new HeaderMatch("x-a", new StringMatch.Contains("v", false), false, true));
        assertThat(header("present_match: true"))
                .isEqualTo(new HeaderMatch("x-a", new StringMatch.Present(), false, false));
        assertThat(header("present_match: false").invert()).isTrue();
        assertThat(header("").value()).isEqualTo(new StringMatch.Present());
        assertThat(header("prefix_match: 'v'").value()).isEqualTo(new StringMatch.Prefix("v", false));
        assertThat(header("suffix_match: 'v'").value()).isEqualTo(new StringMatch.Suffix("v", false));
    }

    @Test
    void readsQueryParameters() {
        Route route = route("match { prefix: '/' query_parameters { name: 'q' string_match { exact: '1' } }"
                + " query_parameters { name: 'p' present_match: true } } route { cluster: 'c' }");
        assertThat(route.match().queryParameters())
                .containsExactly(
                        new QueryParameterMatch("q", new StringMatch.Exact("1", false)),
                        new QueryParameterMatch("p", new StringMatch.Present()));
    }

    @Test
    void hasEnvoysDefaults() {
        Route route = route("match { prefix: '/' } route { cluster: 'c' }");
        RouteAction.Forward forward = (RouteAction.Forward) route.action();
        assertThat(forward.timeout()).contains(Duration.ofSeconds(15));
        assertThat(forward.retry()).isEqualTo(RetryPolicy.NONE);
        assertThat(forward.rewrite()).isEqualTo(Rewrite.NONE);
        assertThat(forward.clusters()).containsExactly(new WeightedCluster("c", 1, HeaderEdits.NONE));
        assertThat(forward("timeout {}").timeout()).as("0 is none").isEmpty();
    }

    @Test
    void readsRetries() {
        assertThat(forward("retry_policy { retry_on: 'connect-failure, 503,retriable-status-codes'"
                                + " num_retries { value: 2 } retriable_status_codes: 503 per_try_timeout { seconds: 2 }"
                                + " retry_host_predicate { name: 'envoy.retry_host_predicates.previous_hosts' }"
                                + " retry_back_off { base_interval { nanos: 10000000 } } }")
                        .retry())
                .isEqualTo(new RetryPolicy(
                        Set.of("connect-failure", "503", "retriable-status-codes"),
                        List.of(503),
                        2,
                        Optional.of(Duration.ofSeconds(2)),
                        Duration.ofMillis(10),
                        Duration.ofMillis(100),
                        true));
        RetryPolicy bare = forward("retry_policy { retry_on: '5xx' }").retry();
        assertThat(bare.retries()).isEqualTo(1);
        assertThat(bare.backOffBase()).isEqualTo(Duration.ofMillis(25));
        assertThat(bare.backOffMax()).isEqualTo(Duration.ofMillis(250));
        assertThat(bare.avoidPreviousHosts()).isFalse();
    }

    @Test
    void readsMirrors() {
        assertThat(forward("request_mirror_policies { cluster: 'v2' }"
                                + " request_mirror_policies { cluster: 'v3' runtime_fraction {"
                                + " default_value { numerator: 5 denominator: HUNDRED } } }")
                        .mirrors())
                .containsExactly(new Mirror("v2", 1_000_000), new Mirror("v3", 50_000));
    }

    @Test
    void readsTheStatPrefix() {
        assertThat(route("match { prefix: '/' } stat_prefix: 'slow' route { cluster: 'c' }")
                        .statPrefix())
                .isEqualTo("slow");
    }

    @Test
    void readsSharesWithTheirHeaders() {
        Route route = route("match { prefix: '/' } route { weighted_clusters {"
                + " clusters { name: 'v1' weight { value: 80 } request_headers_to_remove: 'X-Old'"
                + "   request_headers_to_add { header { key: 'X-Set' value: 's' } append_action: OVERWRITE_IF_EXISTS_OR_ADD }"
                + "   request_headers_to_add { header { key: 'x-add' value: 'a' } } }"
                + " clusters { name: 'v2' weight { value: 20 } host_rewrite_literal: 'other' } } }");
        assertThat(((RouteAction.Forward) route.action()).clusters())
                .containsExactly(
                        new WeightedCluster(
                                "v1",
                                80,
                                new HeaderEdits(
                                        List.of(
                                                new HeaderEdit.Remove("x-old"),
                                                new HeaderEdit.Set("x-set", "s"),
                                                new HeaderEdit.Add("x-add", "a")),
                                        List.of())),
                        new WeightedCluster(
                                "v2",
                                20,
                                new HeaderEdits(List.of(new HeaderEdit.Set(":authority", "other")), List.of())));
    }

    @Test
    void readsRewrites() {
        assertThat(forward("prefix_rewrite: '/b' host_rewrite_literal: 'h'").rewrite())
                .isEqualTo(new Rewrite(Optional.of("/b"), Optional.empty(), Optional.of("h")));
        assertThat(forward("regex_rewrite { pattern { regex: 'a(.)' } substitution: '\\\\1' }")
                        .rewrite()
                        .regex())
                .contains(new RegexRewrite("a(.)", "\\1"));
    }

    @Test
    void readsAnswers() {
        assertThat(route("match { prefix: '/' } redirect { host_redirect: 'h' path_redirect: '/p' port_redirect: 8443"
                                + " https_redirect: true response_code: TEMPORARY_REDIRECT strip_query: true }")
                        .action())
                .isEqualTo(new RouteAction.Redirect(
                        307,
                        Optional.of("https"),
                        Optional.of("h"),
                        8443,
                        Optional.of("/p"),
                        Optional.empty(),
                        Optional.empty(),
                        true));
        assertThat(route("match { prefix: '/' } direct_response { status: 418 body { inline_bytes: 'tea' } }")
                        .action())
                .isEqualTo(new RouteAction.Respond(418, "tea"));
    }

    @Test
    void readsFaultsInAnyUnit() {
        Route route = route("match { prefix: '/' } route { cluster: 'c' } typed_per_filter_config {"
                + " key: 'envoy.filters.http.fault' value {"
                + " [type.googleapis.com/envoy.extensions.filters.http.fault.v3.HTTPFault] {"
                + "  delay { fixed_delay { seconds: 7 } percentage { numerator: 10 } }"
                + "  abort { http_status: 503 percentage { numerator: 25 denominator: TEN_THOUSAND } } } } }");
        assertThat(route.fault().delay().orElseThrow().duration()).isEqualTo(Duration.ofSeconds(7));
        assertThat(route.fault().delay().orElseThrow().perMillion()).isEqualTo(100_000);
        assertThat(route.fault().abort().orElseThrow().perMillion()).isEqualTo(2_500);
        assertThat(route.fault().abort().orElseThrow().httpStatus()).contains(503);
    }

    @Test
    void knowsWhereARouteWasWritten() {
        String istio =
                "filter_metadata { key: 'istio' value { fields { key: 'config' value { string_value: 'vs' } } } }";
        String weft =
                "filter_metadata { key: 'weft' value { fields { key: 'source' value { string_value: 'f:3' } } } }";
        String plain = "match { prefix: '/' } route { cluster: 'c' } metadata { ";
        assertThat(route(plain + istio + "}").origin()).isEqualTo("vs");
        assertThat(route(plain + istio + weft + "}").origin()).isEqualTo("f:3");
    }

    @Test
    void saysWhatIsWrongAndWhere() {
        assertThat(rejection("routes { match { prefix: '/' } route { cluster: 'c' } }"
                        + "routes { match { prefix: '/' headers { name: 'x' string_match { safe_regex { regex: '(' } } } }"
                        + " route { cluster: 'c' } }"))
                .startsWith(
                        "virtual_hosts[0].routes[1].match.headers[0].string_match.safe_regex.regex: '(' is not an RE2");
        assertThat(rejection("routes { match { prefix: '/' } }"))
                .isEqualTo("virtual_hosts[0].routes[0]: has no action");
        assertThat(rejection("routes { match { prefix: '/' } route { weighted_clusters { clusters { name: 'a' } } } }"))
                .isEqualTo("virtual_hosts[0].routes[0].route.weighted_clusters: the sum of the weights is 0");
        assertThat(rejection("routes { match {} route { cluster: 'c' } }"))
                .isEqualTo("virtual_hosts[0].routes[0].match: has no condition on the path");
        assertThat(rejection(
                        "routes { match { prefix: '/' } direct_response { status: 200 body { filename: '/etc' } } }"))
                .isEqualTo("virtual_hosts[0].routes[0].direct_response.body: must be inline");
    }

    private static PathMatch path(String match) {
        return route("match { " + match + " } route { cluster: 'c' }").match().path();
    }

    private static HeaderMatch header(String matcher) {
        return route("match { prefix: '/' headers { name: 'X-A' " + matcher + " } } route { cluster: 'c' }")
                .match()
                .headers()
                .get(0);
    }

    private static RouteAction.Forward forward(String fields) {
        return (RouteAction.Forward) route("match { prefix: '/' } route { cluster: 'c' " + fields + " }")
                .action();
    }

    private static Route route(String text) {
        Decoded decoded = decode("routes { " + text + " }");
        assertThat(decoded).isInstanceOf(Decoded.Accepted.class);
        VirtualHost host = ((Resource.Routes) decoded.resource().orElseThrow()).virtualHost();
        return host.routes().get(0);
    }

    private static String rejection(String routes) {
        return decode(routes).toString();
    }

    private static Decoded decode(String routes) {
        return ResourceType.RDS.decode(Text.parse(
                "name: 'r' virtual_hosts { name: 'h' domains: '*' " + routes + " }", RouteConfiguration.newBuilder()));
    }
}
