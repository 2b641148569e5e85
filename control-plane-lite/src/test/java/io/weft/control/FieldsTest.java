package io.weft.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tests that docs/fields.md names for the fields are there. */
class FieldsTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern NAMED = Pattern.compile("`(\\w+)#(\\w+)`");

    @Test
    void everyTestThatIsNamedForAFieldExists() throws IOException {
        Map<String, String> sources;
        try (Stream<Path> files = Files.walk(ROOT, 12)) {
            sources = files.filter(file -> file.toString().contains("/src/test/java/io/weft/"))
                    .filter(file -> file.toString().endsWith(".java"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""),
                            FieldsTest::read,
                            (one, other) -> one + other));
        }
        Matcher named = NAMED.matcher(Files.readString(ROOT.resolve("docs/fields.md")));
        TreeSet<String> missing = named.results()
                .filter(test -> !sources.getOrDefault(test.group(1), "").contains("void " + test.group(2) + "()"))
                .map(test -> test.group())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(missing).isEmpty();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
