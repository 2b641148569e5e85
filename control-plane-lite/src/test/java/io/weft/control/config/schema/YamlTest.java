package io.weft.control.config.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class YamlTest {

    @Test
    void knowsWhereEveryValueStands() {
        Node root = root("a:\n  - b: 1\n    \"c d\": x\n");
        Node item = root.items("a").get(0);
        assertThat(item.get("b")).get().satisfies(node -> {
            assertThat(node.at()).hasToString("f:2:8");
            assertThat(node.key()).hasToString("f:2:5");
            assertThat(node.path()).isEqualTo("a[0].b");
        });
        assertThat(item.get("c d").orElseThrow().path()).isEqualTo("a[0][\"c d\"]");
    }

    @Test
    void countsLinesFromTheBeginningOfTheFileInEveryDocument() {
        List<Yaml.Document> documents = read("# one\na: 1\n---\nb: 2\n---\n- [\n");
        assertThat(documents.get(1).root().orElseThrow().at()).hasToString("f:4:1");
        assertThat(documents.get(2).faults().get(0).at().line()).isGreaterThanOrEqualTo(6);
    }

    @Test
    void readsScalarsAsKubernetesDoes() {
        assertThat(types("y Yes on TRUE")).containsOnly(Node.Type.BOOLEAN);
        assertThat(types("n No off False")).containsOnly(Node.Type.BOOLEAN);
        assertThat(types("yEs ye v1 1s 1.2.3 0x")).containsOnly(Node.Type.STRING);
        assertThat(types("1 -1 +1 0x1F 0b11 010 08 1_000 1.0 1e3")).containsOnly(Node.Type.INTEGER);
        assertThat(types("1.5 .5 -0.25 1e-3")).containsOnly(Node.Type.NUMBER);
        assertThat(types("~ null Null")).containsOnly(Node.Type.NULL);
        assertThat(root("a: !!str 1").get("a").orElseThrow().type()).isEqualTo(Node.Type.STRING);
    }

    @Test
    void expandsAliasesAndMergeKeys() {
        Node root = root("a: &x {b: 1, c: 2}\nd: *x\ne: {<<: *x, c: 3}\n");
        assertThat(root.get("d").orElseThrow().plain()).hasToString("{b=1, c=2}");
        assertThat(root.get("e").orElseThrow().fields())
                .hasToString(root.get("e").orElseThrow().fields().toString());
        assertThat(root.get("e").orElseThrow().number("c")).isEqualTo(3);
        assertThat(root.get("e").orElseThrow().get("b").orElseThrow().path()).isEqualTo("e.b");
    }

    @Test
    void refusesABombOfAliases() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            bomb.append("a%d: &a%d [".formatted(i, i))
                    .append(("*a" + (i - 1) + ", ").repeat(10))
                    .append("]\n");
        }
        assertThat(faults(bomb.toString()))
                .hasSize(1)
                .allMatch(message -> message.contains("more than 1000000 values"));
    }

    @Test
    void refusesAnAliasOfItself() {
        assertThat(faults("a: &a [*a]\n")).containsExactly("the alias *a stands for nothing before it");
    }

    @Test
    void refusesWhatIsNestedTooDeep() {
        assertThat(faults("[".repeat(100_000))).containsExactly("nested deeper than 64 levels");
        assertThat(faults("{a: ".repeat(100_000))).containsExactly("nested deeper than 64 levels");
    }

    @Test
    void refusesWhatIsTooLargeOrNoUtf8() {
        assertThat(faults(new byte[Yaml.MAX_BYTES + 1]))
                .containsExactly("the file has 10485761 bytes; at most 10485760 are read");
        assertThat(faults(new byte[] {'a', ':', ' ', (byte) 0xC3, (byte) 0x28}))
                .containsExactly("the file is not UTF-8");
        assertThat(faults("a: \u0001\n")).hasSize(1).allMatch(message -> message.contains("U+0001"));
    }

    @Test
    void readsAFileOfTheLargestSize() {
        String line = "- abcdefghijklmnopqrstuvwxyz0123456789\n";
        byte[] bytes = line.repeat(Yaml.MAX_BYTES / line.length()).getBytes(StandardCharsets.UTF_8);
        assertThat(Yaml.read("f", bytes).documents().get(0).faults()).isEmpty();
    }

    @Test
    void neverThrowsWhateverAFileHolds() {
        Random random = new Random(42);
        String seed = "a: &x {b: [1, 'two', \"three\"], c: |\n  text\n}\n---\n? k\n: *x\n<<: {d: ~}\n%YAML 1.2\n# c\n";
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder(seed);
            for (int edit = 0; edit < 4; edit++) {
                int at = random.nextInt(text.length());
                char c = seed.charAt(random.nextInt(seed.length()));
                if (random.nextBoolean()) {
                    text.insert(at, c);
                } else {
                    text.deleteCharAt(at);
                }
            }
            assertThat(Yaml.read("f", text.toString().getBytes(StandardCharsets.UTF_8)))
                    .isNotNull();
        }
    }

    private static List<Node.Type> types(String words) {
        return List.of(words.split(" ")).stream()
                .map(word -> root("a: [" + word + "]\n").items("a").get(0).type())
                .toList();
    }

    private static Node root(String text) {
        return read(text).get(0).root().orElseThrow();
    }

    private static List<Yaml.Document> read(String text) {
        return Yaml.read("f", text.getBytes(StandardCharsets.UTF_8)).documents();
    }

    private static List<String> faults(String text) {
        return faults(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> faults(byte[] bytes) {
        return Yaml.read("f", bytes).documents().stream()
                .flatMap(document -> document.faults().stream())
                .map(Yaml.Fault::message)
                .toList();
    }
}
