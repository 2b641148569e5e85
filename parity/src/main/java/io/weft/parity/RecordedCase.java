package io.weft.parity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One recorded case: rules, the world they ruled, and what was done in it.
 *
 * @param name of the file, without its ending
 * @param yaml the rules
 * @param lines requests with their decisions, or steps; in order
 */
record RecordedCase(String name, Path yaml, World world, List<JsonNode> lines) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** All cases of a folder, by name. */
    static List<RecordedCase> in(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jsonl"))
                    .sorted()
                    .map(RecordedCase::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the folder " + folder, e);
        }
    }

    /** How a report names a request. */
    static String request(JsonNode line) {
        return line.path("method").asString("POST") + " " + line.path("host").asString()
                + line.path("path").asString() + " " + line.path("headers");
    }

    private static RecordedCase read(Path file) {
        String name = file.getFileName().toString().replace(".jsonl", "");
        try {
            List<JsonNode> lines =
                    Files.readAllLines(file).stream().map(JSON::readTree).toList();
            return new RecordedCase(
                    name, file.resolveSibling(name + ".yaml"), World.of(lines.get(0)), lines.subList(1, lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
