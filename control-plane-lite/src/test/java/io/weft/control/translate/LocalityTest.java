package io.weft.control.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.endpoint.v3.LocalityLbEndpoints;
import io.weft.control.config.LoadBalancerSettings;
import io.weft.control.config.MeshConfig;
import io.weft.control.config.MeshDefaults;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which localities a client calls first, and in which shares. */
class LocalityTest {

    private static final String ALL = "outbound|9080||reviews.default.svc.cluster.local";
    private static final String EJECTION = "  outlierDetection: {consecutive5xxErrors: 1}\n";

    @Test
    void nearerEndpointsComeFirst() {
        assertThat(groups(reviews(EJECTION)))
                .containsExactly("r1/z1/s1 0 x1", "r1/z1/s2 1 x1", "r1/z2/s1 2 x1", "r2/z3/s1 3 x1", "r3/z4/s1 3 x1");
    }

    @Test
    void aFailoverRuleNamesTheRegionThatStandsIn() {
        Given given = reviews(balancing("failover: [{from: r1, to: r2}]") + EJECTION);
        assertThat(groups(given))
                .containsExactly("r1/z1/s1 0 x1", "r1/z1/s2 1 x1", "r1/z2/s1 2 x1", "r2/z3/s1 3 x1", "r3/z4/s1 4 x1");
        assertThat(groups(given.from("r3/z4/s1")))
                .as("no rule for this region")
                .containsExactly("r3/z4/s1 0 x1", "r1/z1/s1 1 x1", "r1/z1/s2 1 x1", "r1/z2/s1 1 x1", "r2/z3/s1 1 x1");
    }

    @Test
    void prioritiesHaveNoGaps() {
        assertThat(groups(reviews(EJECTION).from("r1/z9")))
                .containsExactly("r1/z1/s1 0 x1", "r1/z1/s2 0 x1", "r1/z2/s1 0 x1", "r2/z3/s1 1 x1", "r3/z4/s1 1 x1");
    }

    @Test
    void withoutOutlierDetectionThereIsNoFailover() {
        assertThat(groups(reviews(balancing("failover: [{from: r1, to: r2}]"))))
                .allSatisfy(group -> assertThat(group).contains(" 0 "));
    }

    @Test
    void localitiesAreAllAlikeWhereTheRuleSwitchesThemOff() {
        assertThat(groups(reviews(balancing("enabled: false") + EJECTION)))
                .allSatisfy(group -> assertThat(group).contains(" 0 "));
    }

    @Test
    void theMeshSwitchesThemOffWhereNoRuleSpeaks() {
        MeshDefaults off = new MeshDefaults(
                Optional.of(new LoadBalancerSettings.Locality(Optional.of(false), List.of(), List.of(), List.of())),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of());
        Given given = reviews(EJECTION).mesh(MeshConfig.DEFAULT.withDefaults(off));
        assertThat(groups(given)).allSatisfy(group -> assertThat(group).contains(" 0 "));
    }

    @Test
    void failoverPriorityGoesByLabels() {
        Given given = Given.yaml(service(balancing("failoverPriority: [version, tier=gold]") + EJECTION))
                .workload("reviews", "10.0.0.1", "r1/z1", Map.of("version", "v1", "tier", "gold"))
                .workload("reviews", "10.0.0.2", "r1/z1", Map.of("version", "v1"))
                .workload("reviews", "10.0.0.3", "r1/z1", Map.of("version", "v2", "tier", "gold"))
                .from("r9");
        assertThat(groups(given)).containsExactly("r1/z1/ 0 x1", "r1/z1/ 1 x1", "r1/z1/ 2 x1");
    }

    @Test
    void failoverPriorityKnowsWhereWorkloadsRun() {
        Given given = reviews(
                balancing("failoverPriority: [topology.kubernetes.io/region, topology.kubernetes.io/zone]") + EJECTION);
        assertThat(groups(given))
                .containsExactly("r1/z1/s1 0 x1", "r1/z1/s2 0 x1", "r1/z2/s1 1 x1", "r2/z3/s1 2 x1", "r3/z4/s1 2 x1");
    }

    @Test
    void failoverOrdersWhatFailoverPriorityLeavesEqual() {
        Given given = reviews(balancing("failoverPriority: [version], failover: [{from: r1, to: r3}]") + EJECTION);
        assertThat(groups(given))
                .containsExactly("r1/z1/s1 0 x1", "r1/z1/s2 1 x1", "r1/z2/s1 2 x1", "r3/z4/s1 3 x1", "r2/z3/s1 4 x1");
    }

    @Test
    void distributeSharesOutAndLeavesTheRestAside() {
        Given given = reviews(balancing("distribute: [{from: r1/z1/*, to: {r1/z1/*: 70, r1/z2/*: 20, r2/*: 10}}]"));
        assertThat(groups(given))
                .containsExactly("r1/z1/s1 0 x35", "r1/z1/s2 0 x35", "r1/z2/s1 0 x20", "r2/z3/s1 0 x10");
        assertThat(given.cluster(ALL).getCommonLbConfig().hasLocalityWeightedLbConfig())
                .isTrue();
        assertThat(groups(given.from("r2/z3"))).as("not for others").hasSize(5);
        assertThat(given.from("r2/z3").cluster(ALL).getCommonLbConfig().hasLocalityWeightedLbConfig())
                .isFalse();
    }

    @Test
    void distributeHoldsWithOutlierDetectionToo() {
        Given given = reviews(balancing("distribute: [{from: r1/*, to: {r1/*: 100}}]") + EJECTION);
        assertThat(groups(given)).containsExactly("r1/z1/s1 0 x34", "r1/z1/s2 0 x34", "r1/z2/s1 0 x34");
    }

    private static List<String> groups(Given given) {
        return given.endpoints(ALL).getEndpointsList().stream()
                .map(LocalityTest::text)
                .toList();
    }

    private static String text(LocalityLbEndpoints group) {
        return group.getLocality().getRegion() + "/" + group.getLocality().getZone() + "/"
                + group.getLocality().getSubZone() + " " + group.getPriority() + " x"
                + group.getLoadBalancingWeight().getValue();
    }

    private static String balancing(String locality) {
        return "  loadBalancer: {localityLbSetting: {%s}}\n".formatted(locality);
    }

    private static String service(String policy) {
        return Given.service("reviews").replaceAll("  subsets:\\s*$", "  trafficPolicy:\n" + policy.indent(2));
    }

    /** One endpoint in each of five places, seen from the first. */
    private static Given reviews(String policy) {
        return Given.yaml(service(policy))
                .workload("reviews", "10.0.0.1", "r1/z1/s1", Map.of("version", "v1"))
                .workload("reviews", "10.0.0.2", "r1/z1/s2", Map.of("version", "v1"))
                .workload("reviews", "10.0.0.3", "r1/z2/s1", Map.of("version", "v1"))
                .workload("reviews", "10.0.0.4", "r2/z3/s1", Map.of("version", "v1"))
                .workload("reviews", "10.0.0.5", "r3/z4/s1", Map.of("version", "v1"))
                .from("r1/z1/s1");
    }
}
