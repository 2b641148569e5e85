package io.weft.control.config.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which of two objects has what only one can have: a host, or the say over the mesh. */
class ClaimsTest extends BookBed {

    @Test
    void keepsAnObjectsAgeWhenAnotherFileSpeaksForIt() {
        write("a.yaml", route("first", "reviews", "v1"));
        write("b.yaml", route("second", "ratings", "v1"));
        write("c.yaml", route("first", "ratings", "v2"));
        assertThat(subsets()).containsExactly("first v2");
        assertThat(problems()).anyMatch(line -> line.startsWith("b.yaml:1:1: error IST0109"));
    }

    @Test
    void refusesTheLaterOfTwoVirtualServicesForOneHost() {
        write("b.yaml", route("first", "reviews", "v1"));
        write("a.yaml", route("second", "reviews.default.svc.cluster.local", "v2"));
        assertThat(subsets()).containsExactly("first v1");
        assertThat(problems())
                .containsExactly(
                        "a.yaml:1:1: error IST0109 VirtualService default/second spec.hosts[0]: the host reviews.default.svc.cluster.local is routed by "
                                + "VirtualService default/first (b.yaml:1:1) already; put all rules for a host into one VirtualService");
        remove("b.yaml");
        assertThat(subsets()).containsExactly("second v2");
    }

    @Test
    void ordersWhatComesAtOnceByFileName() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("b.yaml", bytes(route("b", "reviews", "v2")));
        files.put("a.yaml", bytes(route("z", "reviews", "v1")));
        book = book.with(files, Set.of());
        assertThat(subsets()).containsExactly("z v1");
    }

    @Test
    void keepsTheVersionBeforeAnEditThatTakesAnothersHost() {
        write("a.yaml", route("first", "reviews", "v1"));
        write("b.yaml", route("second", "ratings", "v1"));
        write("b.yaml", route("second", "reviews", "v2"));
        assertThat(subsets()).containsExactly("first v1", "second v1");
    }

    @Test
    void letsAPrivateRuleStandBesideOneForAll() {
        write("a.yaml", route("all", "reviews", "v1"));
        write("b.yaml", route("own", "reviews", "v2").replace("  hosts:", "  exportTo: [.]\n  hosts:"));
        write("c.yaml", route("gateway", "reviews", "v3").replace("  hosts:", "  gateways: [front]\n  hosts:"));
        assertThat(subsets()).containsExactly("all v1", "own v2", "gateway v3");
    }

    @Test
    void takesWhatTheMeshSaysOfExportToForWhoseAHostIs() {
        write("a.yaml", route("one", "reviews.shop.svc.cluster.local", "v1"));
        write("b.yaml", route("two", "reviews.shop.svc.cluster.local", "v2").replace("two}", "two, namespace: shop}"));
        assertThat(subsets()).as("both are for all namespaces").containsExactly("one v1");
        write("mesh.yaml", mesh("mesh"));
        assertThat(subsets()).as("each is for its own").containsExactly("one v1", "two v2");
        assertThat(problems()).isEmpty();
    }

    @Test
    void takesTheMeshWideSettingsFromOneObject() {
        write("a.yaml", mesh("first"));
        write("b.yaml", mesh("second").replace("'.'", "'*'"));
        assertThat(book.snapshot().mesh().defaults().virtualServiceExportTo()).containsExactly(".");
        assertThat(problems())
                .containsExactly(
                        "b.yaml:1:1: warning WEFT0003 MeshConfig default/second: the mesh-wide settings are those of MeshConfig default/first (a.yaml:1:1); put them all into one object");
    }

    private static String mesh(String name) {
        return """
                apiVersion: mesh.istio.io/v1alpha1
                kind: MeshConfig
                metadata: {name: %s}
                spec: {defaultVirtualServiceExportTo: ['.']}
                """.formatted(name);
    }
}
