package io.weft.control.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.control.config.Problem;
import io.weft.control.registry.Registry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of a rule whose destination doesn't exist. */
class MakeBeforeBreakTest {

    private static final String GOOD = """
            - match: [{uri: {exact: /a}}]
              route: [{destination: {host: reviews, subset: v1}}]
            - name: rest
              route: [{destination: {host: reviews, subset: v2}}]
            """;

    @Test
    void reportsAMissingSubsetWithItsPlace() {
        List<Problem> problems = Given.rules(GOOD.replace("v2", "v9")).view().problems();
        assertThat(problems)
                .extracting(Problem::toString)
                .containsExactly("mesh.yaml:11:27: error IST0101 VirtualService default/reviews"
                        + " spec.http[1].route[0].destination.subset: no DestinationRule defines the subset v9"
                        + " of reviews.default.svc.cluster.local; there are v1, v2, v3");
    }

    @Test
    void reportsAMissingHostAndAMissingPort() {
        assertThat(Given.rules("- route: [{destination: {host: nowhere}}]\n")
                        .view()
                        .problems())
                .extracting(Problem::path)
                .containsExactly("spec.http[0].route[0].destination.host");
        assertThat(Given.rules("- route: [{destination: {host: reviews, port: {number: 1}}}]\n")
                        .view()
                        .problems())
                .extracting(Problem::path)
                .containsExactly("spec.http[0].route[0].destination.port.number");
    }

    @Test
    void warnsOfAMirrorThatIsMissingAndGoesOnWithoutIt() {
        Given given = Given.rules("- {mirror: {host: nowhere}, route: [{destination: {host: reviews}}]}\n");
        assertThat(given.view().problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString())
                        .contains("warning IST0101", "spec.http[0].mirror", "no service has the host nowhere"));
        assertThat(given.route().getRoute().getCluster()).isEqualTo("outbound|9080||reviews.default.svc.cluster.local");
    }

    @Test
    void aNewRuleThatLeadsNowhereFailsItsCallsAsIstiosDoes() {
        Given given = Given.rules("- route: [{destination: {host: reviews, subset: v9}}]\n");
        String cluster = given.route().getRoute().getCluster();
        assertThat(cluster).isEqualTo("outbound|9080|v9|reviews.default.svc.cluster.local");
        assertThat(given.resource(ResourceType.CDS, cluster)).isEmpty();
    }

    @Test
    void keepsThePreviousVersionOfARuleThatLeadsNowhereNow() {
        MeshView before = Given.rules(GOOD).view();
        Given given = Given.rules(GOOD.replace("v2", "v9").replace("v1", "v3")).after(before);
        assertThat(clusters(given)).containsExactly("v3", "v2");
        assertThat(given.view().problems()).hasSize(1);
    }

    @Test
    void keepsItForAsLongAsTheSubsetIsMissing() {
        String broken = GOOD.replace("v2", "v9");
        MeshView first = Given.rules(GOOD).view();
        MeshView second = Given.rules(broken).after(first).view();
        assertThat(clusters(Given.rules(broken).after(second))).containsExactly("v1", "v2");
        Given mended = Given.yaml(
                        Given.WORLD.replace("{name: v3", "{name: v9"), Given.virtualService("reviews", broken))
                .after(second);
        assertThat(clusters(mended)).containsExactly("v1", "v9");
        assertThat(mended.view().problems()).isEmpty();
    }

    @Test
    void recognisesARuleByTheRequestsItTakesOrByItsName() {
        MeshView before = Given.rules(GOOD).view();
        Given moved = Given.rules("""
                        - match: [{uri: {exact: /new}}]
                          route: [{destination: {host: reviews, subset: v9}}]
                        - name: rest
                          match: [{uri: {prefix: /}}]
                          route: [{destination: {host: reviews, subset: v9}}]
                        """).after(before);
        assertThat(clusters(moved)).containsExactly("v9", "v2");
    }

    @Test
    void doesNotKeepWhatLeadsNowhereItself() {
        MeshView before = Given.rules(GOOD).view();
        Given given = Given.yaml(Given.WORLD.replace("{name: v2", "{name: v8"), Given.virtualService("reviews", GOOD))
                .after(before);
        assertThat(clusters(given)).containsExactly("v1", "v2");
        MeshView settled = given.view().settled(Registry.EMPTY);
        assertThat(settled.resource(
                        given.client(), ResourceType.CDS, "outbound|9080|v2|reviews.default.svc.cluster.local"))
                .isEmpty();
    }

    private static List<String> clusters(Given given) {
        return given.routes("reviews:9080").stream()
                .map(route -> route.getRoute().getCluster().split("\\|")[2])
                .toList();
    }

    @Test
    void tellsOfAClusterThatIsGoneUntilAllHasSettled() {
        String name = "outbound|9080|v3|reviews.default.svc.cluster.local";
        MeshView before = Given.rules(GOOD).view();
        Given gone = Given.yaml(Given.WORLD.replace("{name: v3", "{name: v4"))
                .workload("reviews", "10.0.0.3", "", Map.of("version", "v3"))
                .after(before);
        assertThat(gone.resource(ResourceType.CDS, name)).isPresent();
        assertThat(gone.endpoints(name).getEndpointsList()).hasSize(1);
        assertThat(gone.view().isSettled()).isFalse();
        MeshView settled = gone.view().settled(gone.registry());
        assertThat(settled.resource(gone.client(), ResourceType.CDS, name)).isEmpty();
        assertThat(settled.isSettled()).isTrue();
    }
}
