package io.weft.control.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.route.v3.HeaderMatcher;
import io.envoyproxy.envoy.config.route.v3.QueryParameterMatcher;
import io.envoyproxy.envoy.config.route.v3.RouteMatch;
import org.junit.jupiter.api.Test;

/** Conditions of a rule, field by field. */
class RouteMatchTest {

    @Test
    void matchesAnExactUri() {
        assertThat(match("uri: {exact: /a}").getPath()).isEqualTo("/a");
    }

    @Test
    void matchesAUriPrefixAsAPlainString() {
        assertThat(match("uri: {prefix: /a}").getPrefix()).isEqualTo("/a");
    }

    @Test
    void matchesAUriByExpression() {
        assertThat(match("uri: {regex: '/a/[0-9]+'}").getSafeRegex().getRegex()).isEqualTo("/a/[0-9]+");
    }

    @Test
    void alwaysSpellsOutWhetherCaseMatters() {
        assertThat(match("uri: {exact: /a}").getCaseSensitive().getValue()).isTrue();
        RouteMatch ignoring = match("{uri: {exact: /a}, ignoreUriCase: true}");
        assertThat(ignoring.hasCaseSensitive()).isTrue();
        assertThat(ignoring.getCaseSensitive().getValue()).isFalse();
    }

    @Test
    void matchesAHeaderByItsValue() {
        assertThat(header("headers: {end-user: {exact: jason}}")
                        .getStringMatch()
                        .getExact())
                .isEqualTo("jason");
        assertThat(header("headers: {end-user: {prefix: ja}}").getStringMatch().getPrefix())
                .isEqualTo("ja");
        assertThat(header("headers: {end-user: {regex: j.*}}")
                        .getStringMatch()
                        .getSafeRegex()
                        .getRegex())
                .isEqualTo("j.*");
    }

    @Test
    void takesAnEmptyConditionForPresence() {
        assertThat(header("headers: {end-user: {}}").getPresentMatch()).isTrue();
        assertThat(header("headers: {end-user: {exact: ''}}").hasStringMatch()).isTrue();
    }

    @Test
    void countsAnAbsentHeaderAsEmptyWhereItMustNotMatch() {
        HeaderMatcher without = header("withoutHeaders: {end-user: {exact: jason}}");
        assertThat(without.getInvertMatch()).isTrue();
        assertThat(without.getTreatMissingHeaderAsEmpty()).isTrue();
        HeaderMatcher absent = header("withoutHeaders: {end-user: {}}");
        assertThat(absent.getInvertMatch()).isTrue();
        assertThat(absent.getPresentMatch()).isTrue();
        assertThat(absent.getTreatMissingHeaderAsEmpty()).isFalse();
    }

    @Test
    void matchesMethodAuthorityAndSchemeAsPseudoHeaders() {
        RouteMatch match = match("{method: {exact: GET}, authority: {prefix: rev}, scheme: {exact: http}}");
        assertThat(match.getHeadersList())
                .extracting(HeaderMatcher::getName)
                .containsExactly(":method", ":authority", ":scheme");
    }

    @Test
    void listsHeadersByName() {
        assertThat(match("{headers: {b: {}, a: {}}, withoutHeaders: {ab: {}}}").getHeadersList())
                .extracting(HeaderMatcher::getName)
                .containsExactly("a", "ab", "b");
    }

    @Test
    void matchesQueryParameters() {
        QueryParameterMatcher exact = match("queryParams: {q: {exact: '1'}}").getQueryParameters(0);
        assertThat(exact.getName()).isEqualTo("q");
        assertThat(exact.getStringMatch().getExact()).isEqualTo("1");
        assertThat(match("queryParams: {q: {}}").getQueryParameters(0).getPresentMatch())
                .isTrue();
    }

    private static HeaderMatcher header(String condition) {
        return match(condition).getHeaders(0);
    }

    private static RouteMatch match(String condition) {
        return Given.rules("- {match: [%s], route: [{destination: {host: reviews}}]}\n".formatted(flow(condition)))
                .route()
                .getMatch();
    }

    private static String flow(String condition) {
        return condition.startsWith("{") ? condition : "{" + condition + "}";
    }
}
