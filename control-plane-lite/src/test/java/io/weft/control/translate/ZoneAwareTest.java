package io.weft.control.translate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The shares of zones, reckoned from where callers and called run. */
class ZoneAwareTest {

    private static final String ALL = "outbound|9080||reviews.default.svc.cluster.local";

    @Test
    void aZoneThatBearsItsOwnCallersKeepsThem() {
        assertThat(shares(callers("z1", 1, "z2", 1), reviews("z1", 3, "z2", 3), "r1/z1"))
                .isEqualTo(Map.of("z1", 100, "z2", 0));
        assertThat(shares(callers("z1", 1, "z2", 1), reviews("z1", 4, "z2", 2), "r1/z1"))
                .as("even if it could bear more")
                .isEqualTo(Map.of("z1", 100, "z2", 0));
    }

    @Test
    void whatIsTooMuchForAZoneGoesToThoseWithRoom() {
        // Half of the callers, a third of the endpoints: two thirds of the calls stay.
        assertThat(shares(callers("z1", 2, "z2", 1, "z3", 1), reviews("z1", 3, "z2", 3, "z3", 3), "r1/z1"))
                .isEqualTo(Map.of("z1", 67, "z2", 17, "z3", 17));
        assertThat(shares(callers("z1", 2, "z2", 2), reviews("z1", 2, "z2", 4), "r1/z1"))
                .isEqualTo(Map.of("z1", 67, "z2", 33));
    }

    @Test
    void allZonesTogetherGetTheirFairShare() {
        Given given = reviews("z1", 2, "z2", 5, "z3", 3);
        Map<String, Double> received = new TreeMap<>();
        Map<String, Integer> callers = Map.of("z1", 5, "z2", 3, "z3", 2);
        callers.forEach((zone, count) -> shares(callers("z1", 5, "z2", 3, "z3", 2), given, "r1/" + zone)
                .forEach((to, share) -> received.merge(to, share * count / 10.0, Double::sum)));
        assertThat(received.get("z1")).isBetween(19.0, 21.0);
        assertThat(received.get("z2")).isBetween(49.0, 51.0);
        assertThat(received.get("z3")).isBetween(29.0, 31.0);
    }

    @Test
    void aSmallClusterIsNotParted() {
        Given given = reviews("z1", 3, "z2", 2);
        assertThat(shares(callers("z1", 1, "z2", 1), given, "r1/z1")).isEqualTo(Map.of("z1", 60, "z2", 40));
        assertThat(shares(callers("z1", 1, "z2", 1), reviews("minClusterSize: 5", "z1", 3, "z2", 2), "r1/z1"))
                .isEqualTo(Map.of("z1", 100, "z2", 0));
    }

    @Test
    void aCallerWithoutAServiceIsNotParted() {
        assertThat(shares("", reviews("z1", 4, "z2", 2), "r1/z1")).isEqualTo(Map.of("z1", 67, "z2", 33));
    }

    @Test
    void otherRegionsStandBackAlsoWithoutEjection() {
        Given given = reviews("z1", 3, "z2", 3).workload("reviews", "10.1.0.1", "r2/z9", Map.of());
        assertThat(with(callers("z1", 1, "z2", 1), given, "r1/z1")
                        .endpoints(ALL)
                        .getEndpointsList())
                .filteredOn(group -> group.getPriority() == 1)
                .singleElement()
                .satisfies(group -> assertThat(group.getLocality().getRegion()).isEqualTo("r2"));
    }

    @Test
    void theClusterIsWeighedByLocality() {
        assertThat(reviews("z1", 3, "z2", 3)
                        .from("r1/z1")
                        .cluster(ALL)
                        .getCommonLbConfig()
                        .hasLocalityWeightedLbConfig())
                .isTrue();
    }

    @Test
    void failoverOrdersTheOtherRegions() {
        Given given = reviews("failover: [{from: r1, to: r3}]", "z1", 3, "z2", 3)
                .workload("reviews", "10.1.0.2", "r2/z9", Map.of())
                .workload("reviews", "10.1.0.3", "r3/z9", Map.of());
        assertThat(priorities(given.from("r1/z1"))).isEqualTo(Map.of("r1/z1", 0, "r1/z2", 0, "r3/z9", 1, "r2/z9", 2));
    }

    @Test
    void failoverPriorityGoesByLabels() {
        Given given = reviews("failoverPriority: [version]", "z1", 3, "z2", 3)
                .workload("reviews", "10.1.0.2", "r1/z3", Map.of("version", "v1"));
        assertThat(priorities(given.from("r1/z1")))
                .as("productpage is v1")
                .isEqualTo(Map.of("r1/z3", 0, "r1/z1", 1, "r1/z2", 1));
    }

    @Test
    void theMeshPartsAllDestinationsWhereItIsEnabledThere() {
        Given given = ofMesh("zoneAwareLbSetting: {enabled: true}", "");
        assertThat(shares(callers("z1", 1, "z2", 1), given, "r1/z1")).isEqualTo(Map.of("z1", 100, "z2", 0));
        assertThat(shares(callers("z1", 1, "z2", 1), ofMesh("zoneAwareLbSetting: {minClusterSize: 2}", ""), "r1/z1"))
                .as("off unless it says so")
                .isEqualTo(Map.of("z1", 50, "z2", 50));
    }

    @Test
    void whatTheMeshSaysOfZonesGoesBeforeWhatItSaysOfLocalities() {
        String both = "{localityLbSetting: {enabled: false}, zoneAwareLbSetting: {enabled: true}}";
        assertThat(shares(callers("z1", 1, "z2", 1), ofMesh(both, ""), "r1/z1")).isEqualTo(Map.of("z1", 100, "z2", 0));
    }

    @Test
    void aRuleGoesBeforeTheMesh() {
        for (String rule :
                new String[] {"zoneAwareLbSetting: {enabled: false}", "localityLbSetting: {enabled: true}"}) {
            Given given =
                    ofMesh("zoneAwareLbSetting: {enabled: true}", "  trafficPolicy: {loadBalancer: {" + rule + "}}\n");
            assertThat(shares(callers("z1", 1, "z2", 1), given, "r1/z1"))
                    .as(rule)
                    .isEqualTo(Map.of("z1", 50, "z2", 50));
        }
    }

    /** Three endpoints in each of two zones, in a mesh with settings. */
    private static Given ofMesh(String settings, String policy) {
        String mesh = """
                apiVersion: mesh.istio.io/v1alpha1
                kind: MeshConfig
                metadata: {name: mesh, namespace: istio-system}
                spec:
                """ + settings.indent(2);
        String rule = Given.service("reviews").replaceAll("  subsets:\\s*$", policy);
        return add(add(Given.yaml(rule, Given.service("productpage", "v1"), mesh), "z1", 3), "z2", 3);
    }

    private static Map<String, Integer> priorities(Given given) {
        Map<String, Integer> priorities = new TreeMap<>();
        given.endpoints(ALL)
                .getEndpointsList()
                .forEach(group -> priorities.put(
                        group.getLocality().getRegion() + "/"
                                + group.getLocality().getZone(),
                        group.getPriority()));
        return priorities;
    }

    /** Percent of the calls from a place, by zone of priority 0. */
    private static Map<String, Integer> shares(String callers, Given called, String from) {
        Map<String, Long> weights = new TreeMap<>();
        with(callers, called, from).endpoints(ALL).getEndpointsList().stream()
                .filter(group -> group.getPriority() == 0)
                .forEach(group -> weights.merge(
                        group.getLocality().getZone(),
                        (long) group.getLoadBalancingWeight().getValue(),
                        Long::sum));
        double all = weights.values().stream().mapToLong(Long::longValue).sum();
        Map<String, Integer> percent = new TreeMap<>();
        weights.forEach((zone, weight) -> percent.put(zone, (int) Math.round(100 * weight / all)));
        return percent;
    }

    /** @param callers {@code zone count ...} of productpage, which calls */
    private static Given with(String callers, Given called, String from) {
        Given given = called;
        String[] words = callers.isEmpty() ? new String[0] : callers.split(" ");
        for (int i = 0; i < words.length; i += 2) {
            for (int j = 0; j < Integer.parseInt(words[i + 1]); j++) {
                given = given.workload("productpage", "10.2." + i + "." + j, "r1/" + words[i], Map.of("version", "v1"));
            }
        }
        return given.from(from);
    }

    private static String callers(Object... zonesAndCounts) {
        return String.join(
                " ",
                java.util.Arrays.stream(zonesAndCounts).map(String::valueOf).toList());
    }

    private static Given reviews(String zone, int count, Object... more) {
        return reviews("minClusterSize: 6", zone, count, more);
    }

    private static Given reviews(String setting, String zone, int count, Object... more) {
        String rule = Given.service("reviews")
                .replaceAll(
                        "  subsets:\\s*$",
                        "  trafficPolicy: {loadBalancer: {zoneAwareLbSetting: {enabled: true, " + setting + "}}}\n");
        Given given = add(Given.yaml(rule, Given.service("productpage", "v1")), zone, count);
        for (int i = 0; i < more.length; i += 2) {
            given = add(given, (String) more[i], (Integer) more[i + 1]);
        }
        return given;
    }

    private static Given add(Given given, String zone, int count) {
        Given next = given;
        for (int i = 0; i < count; i++) {
            next = next.workload("reviews", "10.0." + zone.substring(1) + "." + i, "r1/" + zone, Map.of());
        }
        return next;
    }
}
