package io.weft.control.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.WeightedCluster.ClusterWeight;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeaderOperationsTest {

    @Test
    void overwritesBeforeItAppendsEachByName() {
        Route route = route("""
                headers:
                  request: {set: {b: '2', A: '1'}, add: {c: '3'}, remove: [X-Drop]}
                  response: {set: {d: '4'}, remove: [e]}
                """);
        assertThat(edits(route.getRequestHeadersToAddList()))
                .containsExactly(
                        "a=1 OVERWRITE_IF_EXISTS_OR_ADD",
                        "b=2 OVERWRITE_IF_EXISTS_OR_ADD",
                        "c=3 APPEND_IF_EXISTS_OR_ADD");
        assertThat(route.getRequestHeadersToRemoveList()).containsExactly("x-drop");
        assertThat(edits(route.getResponseHeadersToAddList())).containsExactly("d=4 OVERWRITE_IF_EXISTS_OR_ADD");
        assertThat(route.getResponseHeadersToRemoveList()).containsExactly("e");
    }

    @Test
    void editsOfAnOnlyDestinationFollowThoseOfTheRule() {
        Route route = Given.rules("""
                        - headers: {request: {set: {a: rule}}}
                          route:
                          - destination: {host: reviews}
                            headers: {request: {set: {a: destination}}}
                        """).route();
        assertThat(edits(route.getRequestHeadersToAddList()))
                .containsExactly("a=rule OVERWRITE_IF_EXISTS_OR_ADD", "a=destination OVERWRITE_IF_EXISTS_OR_ADD");
    }

    @Test
    void editsOfOneOfSeveralDestinationsStayWithIt() {
        ClusterWeight cluster =
                Given.rules("""
                        - route:
                          - {destination: {host: reviews, subset: v1}, weight: 50}
                          - destination: {host: reviews, subset: v2}
                            weight: 50
                            headers: {request: {add: {a: '1'}, set: {host: other}}, response: {remove: [b]}}
                        """).route().getRoute().getWeightedClusters().getClusters(1);
        assertThat(edits(cluster.getRequestHeadersToAddList())).containsExactly("a=1 APPEND_IF_EXISTS_OR_ADD");
        assertThat(cluster.getResponseHeadersToRemoveList()).containsExactly("b");
        assertThat(cluster.getHostRewriteLiteral()).isEqualTo("other");
    }

    @Test
    void editingTheHostRewritesTheAuthority() {
        Route route = route("headers: {request: {set: {Host: other}}}");
        assertThat(route.getRoute().getHostRewriteLiteral()).isEqualTo("other");
        assertThat(route.getRequestHeadersToAddCount()).isZero();
    }

    private static Route route(String fields) {
        return Given.rules("- route: [{destination: {host: reviews}}]\n" + fields.indent(2))
                .route();
    }

    private static List<String> edits(List<HeaderValueOption> options) {
        return options.stream()
                .map(option -> option.getHeader().getKey() + "="
                        + option.getHeader().getValue() + " " + option.getAppendAction())
                .toList();
    }
}
