package io.weft.control.config.book;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.control.config.ConfigObject;
import io.weft.control.config.MeshConfig;
import io.weft.control.config.VirtualService;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which version of an object is in force, from whichever file. */
class ConfigBookTest extends BookBed {

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

    private static String broken(String yaml) {
        return yaml.replace("subset", "subst");
    }
}
