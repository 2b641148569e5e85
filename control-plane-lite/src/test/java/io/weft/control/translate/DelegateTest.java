package io.weft.control.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.envoyproxy.envoy.config.route.v3.Route;
import io.weft.control.config.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of a rule that names a delegate. */
class DelegateTest {

    private static final String ROOT = """
            - name: root
              match: [{uri: {prefix: /api}}]
              delegate: {name: child}
            - name: rest
              route: [{destination: {host: reviews}}]
            """;

    @Test
    void theRulesOfTheDelegateStandInItsPlace() {
        assertThat(names(given(ROOT, "", """
                        - name: one
                          match: [{uri: {exact: /api/1}}]
                          route: [{destination: {host: ratings}}]
                        - route: [{destination: {host: details}}]
                        """))).containsExactly("root-one", "root", "rest");
    }

    @Test
    void aRequestMustMeetTheConditionsOfBoth() {
        Route route = given(ROOT, "", """
                        - match: [{method: {exact: GET}}]
                          route: [{destination: {host: ratings}}]
                        """).route();
        assertThat(route.getMatch().getPrefix()).isEqualTo("/api");
        assertThat(route.getMatch().getHeaders(0).getName()).isEqualTo(":method");
        assertThat(route.getRoute().getCluster()).isEqualTo("outbound|9080||ratings.default.svc.cluster.local");
    }

    @Test
    void everyPairOfConditionsThatGoesTogetherBecomesARoute() {
        Given given = given(ROOT.replace("{uri: {prefix: /api}}", "{uri: {prefix: /a}}, {uri: {prefix: /b}}"), "", """
                - match: [{uri: {prefix: /a/1}}, {method: {exact: GET}}]
                  route: [{destination: {host: ratings}}]
                """);
        assertThat(given.routes("reviews:9080"))
                .extracting(route -> route.getMatch().getPrefix())
                .containsExactly("/a/1", "/a", "/b", "/");
    }

    @Test
    void aRuleThatWidensWhatItWasGivenIsLeftOutAndReported() {
        for (String wider : List.of("{prefix: /}", "{exact: /other}", "{regex: /api/.*}")) {
            Given given = given(ROOT, "", """
                    - match: [{uri: %s}]
                      route: [{destination: {host: ratings}}]
                    """.formatted(wider));
            assertThat(names(given)).containsExactly("rest");
            assertThat(given.view().problems())
                    .extracting(Problem::toString)
                    .containsExactly("mesh.yaml:20:5: warning IST0130 VirtualService default/child spec.http[0]:"
                            + " a condition does not lie within those of the rule of VirtualService default/reviews"
                            + " (mesh.yaml:8) that delegates to it, so the rule is left out there");
        }
    }

    @Test
    void whatTheDelegateLeavesOpenIsAsTheRootSays() {
        String root = ROOT.replace("delegate:", "timeout: 3s\n  headers: {request: {set: {x-a: b}}}\n  delegate:");
        Given given = given(root, "", """
                - match: [{uri: {exact: /api/1}}]
                  timeout: 1s
                  route: [{destination: {host: ratings}}]
                - route: [{destination: {host: details}}]
                """);
        assertThat(given.routes("reviews:9080").subList(0, 2))
                .extracting(route -> route.getRoute().getTimeout().getSeconds())
                .containsExactly(1L, 3L);
        assertThat(given.route().getRequestHeadersToAdd(0).getHeader().getKey()).isEqualTo("x-a");
    }

    @Test
    void shortHostsAreOfTheDelegatesNamespace() {
        Given given =
                given(ROOT.replace("{name: child}", "{name: child, namespace: other}"), ", namespace: other", """
                - route: [{destination: {host: ratings}}]
                """);
        assertThat(given.route().getRoute().getCluster()).isEqualTo("outbound|9080||ratings.other.svc.cluster.local");
    }

    @Test
    void aMissingDelegateIsReportedAndItsRulePassedBy() {
        Given given = given(ROOT.replace("child", "chid"), "", "- route: [{destination: {host: ratings}}]\n");
        assertThat(names(given)).containsExactly("rest");
        assertThat(given.view().problems())
                .extracting(Problem::toString)
                .containsExactly("mesh.yaml:10:15: error IST0101 VirtualService default/reviews"
                        + " spec.http[0].delegate: there is no VirtualService default/chid,"
                        + " so the rule is left out; did you mean `default/child`?");
    }

    @Test
    void aDelegateThatIsNotExportedToTheRootIsNotUsed() {
        String elsewhere = ROOT.replace("{name: child}", "{name: child, namespace: other}");
        String rules = "- route: [{destination: {host: reviews.default.svc.cluster.local}}]\n";
        Given hidden = given(elsewhere, ", namespace: other", rules, "exportTo: [.]");
        assertThat(names(hidden)).containsExactly("rest");
        assertThat(hidden.view().problems())
                .extracting(Problem::message)
                .containsExactly(
                        "VirtualService other/child is not exported to the namespace default, so the rule is left out");
        assertThat(names(given(elsewhere, ", namespace: other", rules, "exportTo: [default]")))
                .containsExactly("root", "rest");
    }

    @Test
    void oneWithHostsOfItsOwnIsNoDelegate() {
        Given given = Given.yaml(
                Given.WORLD,
                Given.virtualService("reviews", ROOT)
                        + Given.virtualService("child", "- route: [{destination: {host: ratings}}]\n"));
        assertThat(names(given)).containsExactly("rest");
        assertThat(given.view().problems()).hasSize(1);
    }

    @Test
    void aDelegatesOwnReferencesAreCheckedWhereTheyStand() {
        Given given = given(ROOT, "", "- route: [{destination: {host: nowhere}}]\n");
        assertThat(given.view().problems())
                .extracting(Problem::object, Problem::path)
                .containsExactly(tuple("VirtualService default/child", "spec.http[0].route[0].destination.host"));
    }

    private static List<String> names(Given given) {
        return given.routes("reviews:9080").stream().map(Route::getName).toList();
    }

    private static Given given(String root, String meta, String rules) {
        return given(root, meta, rules, "");
    }

    private static Given given(String root, String meta, String rules, String spec) {
        return Given.yaml(
                Given.WORLD, Given.virtualService("reviews", root) + """
                ---
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: child%s}
                spec:
                  %s
                  http:
                """.formatted(meta, spec) + rules.indent(2));
    }
}
