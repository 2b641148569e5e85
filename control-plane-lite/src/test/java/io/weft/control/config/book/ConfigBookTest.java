package io.weft.control.config.book;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.control.config.ConfigObject;
import io.weft.control.config.MeshConfig;
import io.weft.control.config.VirtualService;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConfigBookTest {

    private ConfigBook book = ConfigBook.empty(MeshConfig.DEFAULT);

    @Test
    void replacesAnObjectByItsNewVersion() {
        write("a.yaml", route("reviews", "reviews", "v1"));
        write("a.yaml", route("reviews", "reviews", "v2"));
        assertThat(subsets()).containsExactly("reviews v2");
        assertThat(book.problems()).isEmpty();
    }

    @Test
    void keepsTheLastGoodVersionOfAnObjectThatBecomesWrongAndTakesAllOthers() {
        write("a.yaml", route("reviews", "reviews", "v1") + "---\n" + route("ratings", "ratings", "v1"));
        write("a.yaml", broken(route("reviews", "reviews", "v2")) + "---\n" + route("ratings", "ratings", "v2"));
        assertThat(subsets()).containsExactly("reviews v1", "ratings v2");
        assertThat(problems())
                .containsExactly(
                        "a.yaml:1:1: warning WEFT0006 VirtualService default/reviews: the last good version stays in force",
                        "a.yaml:9:9: error IST0106 VirtualService default/reviews spec.http[0].route[0].destination.subst: unknown field `subst`; did you mean `subset`?");
    }

    @Test
    void keepsEveryObjectOfAFileThatIsNoLongerYaml() {
        write("a.yaml", route("reviews", "reviews", "v1") + "---\n" + route("ratings", "ratings", "v1"));
        write("a.yaml", "apiVersion: [");
        assertThat(subsets()).containsExactly("reviews v1", "ratings v1");
    }

    @Test
    void readsTheDocumentsAroundAnUnreadableOne() {
        write(
                "a.yaml",
                route("reviews", "reviews", "v1") + "---\nspec: {a: [}\n---\n" + route("ratings", "ratings", "v1"));
        assertThat(subsets()).containsExactly("reviews v1", "ratings v1");
        assertThat(problems())
                .hasSize(1)
                .allMatch(line -> line.startsWith("a.yaml:11:12") && line.contains("error WEFT0001: not YAML"));
    }

    @Test
    void forgetsTheObjectsOfARemovedFileAndThoseTakenOutOfAFile() {
        write("a.yaml", route("reviews", "reviews", "v1") + "---\n" + route("ratings", "ratings", "v1"));
        write("b.yaml", route("details", "details", "v1"));
        write("a.yaml", route("ratings", "ratings", "v1"));
        remove("b.yaml");
        assertThat(subsets()).containsExactly("ratings v1");
    }

    @Test
    void letsTheFileWrittenLastSpeakForAnObjectUntilItIsGone() {
        write("b.yaml", route("reviews", "reviews", "v1"));
        write("a.yaml", route("reviews", "reviews", "v2"));
        assertThat(subsets()).containsExactly("reviews v2");
        assertThat(problems())
                .containsExactly(
                        "b.yaml:1:1: warning WEFT0003 VirtualService default/reviews: is defined by a.yaml:1:1 too, which was written later and counts; keep one of the two");
        write("b.yaml", route("reviews", "reviews", "v3"));
        assertThat(subsets()).as("written again").containsExactly("reviews v3");
        remove("b.yaml");
        assertThat(subsets()).containsExactly("reviews v2");
        assertThat(problems()).isEmpty();
    }

    @Test
    void returnsToTheOtherFileWhenOneNoLongerDefinesTheObject() {
        write("a.yaml", route("reviews", "reviews", "v1"));
        write("b.yaml", route("reviews", "reviews", "v2") + "---\n" + route("ratings", "ratings", "v1"));
        write("b.yaml", route("ratings", "ratings", "v1"));
        assertThat(subsets()).containsExactly("reviews v1", "ratings v1");
        assertThat(problems()).isEmpty();
    }

    @Test
    void keepsWhatIsInForceWhenTheFileWrittenLastIsBroken() {
        write("a.yaml", route("reviews", "reviews", "v1"));
        write("b.yaml", broken(route("reviews", "reviews", "v2")));
        assertThat(subsets()).containsExactly("reviews v1");
        write("b.yaml", route("reviews", "reviews", "v3"));
        write("b.yaml", broken(route("reviews", "reviews", "v4")));
        assertThat(subsets()).containsExactly("reviews v3");
        write("b.yaml", "apiVersion: [");
        assertThat(subsets()).as("no longer YAML").containsExactly("reviews v3");
        assertThat(problems())
                .contains(
                        "a.yaml:1:1: warning WEFT0003 VirtualService default/reviews: is defined by b.yaml too, which was written later and counts; keep one of the two",
                        "b.yaml: warning WEFT0006 VirtualService default/reviews: the last good version stays in force");
        remove("b.yaml");
        assertThat(subsets()).containsExactly("reviews v1");
    }

    @Test
    void readsAFolderAfreshInTheOrderInWhichItWasWritten() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("c.yaml", bytes(route("reviews", "reviews", "v1")));
        files.put("a.yaml", bytes(route("reviews", "reviews", "v2")));
        files.put("b.yaml", bytes(broken(route("reviews", "reviews", "v3"))));
        book = book.with(files, Set.of());
        assertThat(subsets()).containsExactly("reviews v2");
        remove("a.yaml");
        remove("b.yaml");
        assertThat(subsets()).containsExactly("reviews v1");
    }

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

    @Test
    void endsWhereAFreshReadingEndsUnlessSomethingIsWrong() {
        Random random = new Random(7);
        Map<String, byte[]> folder = new LinkedHashMap<>();
        for (int step = 0; step < 500; step++) {
            String file = "f" + random.nextInt(5) + ".yaml";
            if (random.nextInt(4) == 0) {
                folder.remove(file);
                book = book.with(Map.of(), Set.of(file));
            } else {
                String name = "rule" + random.nextInt(3);
                folder.remove(file);
                folder.put(file, bytes(route(name, name, "v" + random.nextInt(9))));
                book = book.with(Map.of(file, folder.get(file)), Set.of());
            }
            ConfigBook fresh = ConfigBook.empty(MeshConfig.DEFAULT).with(folder, Set.of());
            assertThat(specs(book)).containsExactlyInAnyOrderElementsOf(specs(fresh));
            assertThat(book.problems()).containsExactlyElementsOf(fresh.problems());
        }
    }

    private static List<VirtualService> specs(ConfigBook book) {
        return book.snapshot().virtualServices().stream()
                .map(ConfigObject::spec)
                .toList();
    }

    private void write(String file, String text) {
        book = book.with(Map.of(file, bytes(text)), Set.of());
    }

    private void remove(String file) {
        book = book.with(Map.of(), Set.of(file));
    }

    private static String broken(String yaml) {
        return yaml.replace("subset", "subst");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private List<String> subsets() {
        return book.snapshot().virtualServices().stream()
                .map(object -> object.meta().name() + " "
                        + object.spec()
                                .http()
                                .get(0)
                                .route()
                                .get(0)
                                .destination()
                                .subset()
                                .orElse(""))
                .toList();
    }

    private List<String> problems() {
        return book.problems().stream().map(Object::toString).toList();
    }

    private static String mesh(String name) {
        return """
                apiVersion: mesh.istio.io/v1alpha1
                kind: MeshConfig
                metadata: {name: %s}
                spec: {defaultVirtualServiceExportTo: ['.']}
                """.formatted(name);
    }

    private static String route(String name, String host, String subset) {
        return String.join(
                "\n",
                Arrays.asList(
                        "apiVersion: networking.istio.io/v1",
                        "kind: VirtualService",
                        "metadata: {name: " + name + "}",
                        "spec:",
                        "  hosts: [" + host + "]",
                        "  http:",
                        "  - route:",
                        "    - destination: {host: " + host + ",",
                        "        subset: " + subset + "}",
                        ""));
    }
}
