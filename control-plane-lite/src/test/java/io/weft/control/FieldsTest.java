package io.weft.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/fields.md lists every field of routes and destinations, and the tests that it names are there. */
class FieldsTest {

    private static final Path ROOT = Path.of("..");
    private static final Path SCHEMAS = Path.of("src/main/resources/io/weft/control/config/kinds");
    private static final Pattern NAMED = Pattern.compile("`(\\w+)#(\\w+)`");
    private static final Pattern WORD = Pattern.compile("\\w+");

    /** The tables' rows: fields, and what holds them to their meaning. */
    private final List<String[]> rows = read(ROOT.resolve("docs/fields.md"))
            .lines()
            .filter(line -> line.startsWith("|") && !line.startsWith("|---") && !line.startsWith("| field |"))
            .map(line -> line.split("\\|"))
            .toList();

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
        Matcher named = NAMED.matcher(read(ROOT.resolve("docs/fields.md")));
        TreeSet<String> missing = named.results()
                .filter(test ->
                        !sources.getOrDefault(test.group(1), "").matches("(?s).*void " + test.group(2) + "\\(.*"))
                .map(test -> test.group())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(missing).isEmpty();
    }

    @Test
    void everyFieldHasATestOrIsToldNotToBeApplied() {
        assertThat(rows)
                .filteredOn(row -> !NAMED.matcher(row[2]).find() && !row[2].contains("not applied"))
                .extracting(row -> row[1])
                .isEmpty();
    }

    /** The schemas are what the parser accepts. */
    @Test
    void everyFieldOfARouteADestinationRuleAndATrafficGuardIsListed() {
        Map<String, Map<String, String>> types = new HashMap<>();
        types.putAll(types(read(SCHEMAS.resolve("routing.schema"))));
        types.putAll(types(read(SCHEMAS.resolve("traffic.schema"))));
        types.putAll(types(read(SCHEMAS.resolve("guard.schema"))));
        Set<String> listed = rows.stream()
                .flatMap(row -> WORD.matcher(row[1]).results())
                .map(word -> word.group())
                .collect(Collectors.toSet());

        Set<String> missing = new TreeSet<>();
        Set<String> seen = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>(List.of("HTTPRoute", "DestinationRule", "TrafficGuard"));
        while (!open.isEmpty()) {
            String type = open.pop();
            if (seen.add(type)) {
                types.getOrDefault(type, Map.of()).forEach((field, of) -> {
                    open.push(of);
                    if (!listed.contains(field)) {
                        missing.add(type + "." + field);
                    }
                });
            }
        }
        assertThat(seen).contains("HTTPRetry", "HTTPCookie", "WarmupConfiguration");
        assertThat(missing).isEmpty();
    }

    /** Fields by type; each with the type that it is made of, unless it is not applied as a whole. */
    private static Map<String, Map<String, String>> types(String schema) {
        Map<String, Map<String, String>> types = new HashMap<>();
        for (String paragraph : schema.split("\n\n")) {
            List<String> lines = Arrays.stream(paragraph.split("\n"))
                    .filter(line -> !line.startsWith("#"))
                    .toList();
            Map<String, String> fields = lines.stream()
                    .filter(line -> line.startsWith("  ") && !line.startsWith("  oneof"))
                    .map(line -> line.strip().split("\\s+", 2))
                    .collect(Collectors.toMap(words -> words[0], words -> made(words[1])));
            if (!fields.isEmpty()) {
                types.put(lines.get(0), fields);
            }
        }
        return types;
    }

    private static String made(String type) {
        Matcher name = Pattern.compile("[A-Z]\\w+").matcher(type);
        return !type.contains("!") && name.find() ? name.group() : "";
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
