package io.weft.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What one command has measured.
 *
 * @param name of its files and of the command that writes them
 * @param title of its page
 * @param machine in words
 * @param notes below the tables, in Markdown
 */
public record Report(String name, String title, String machine, List<Table> tables, String notes) {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** For a screen. */
    public String text() {
        return machine + "\n\n" + tables.stream().map(Table::text).collect(Collectors.joining("\n"));
    }

    String markdown() {
        return "# " + title + "\n\nWritten by `./weft bench " + name + "`; the figures are in [" + name + ".json]("
                + name + ".json).\n\n```\n" + text() + "```\n\n" + notes;
    }

    String json() {
        ObjectNode json = JSON.createObjectNode().put("machine", machine);
        var list = json.putArray("tables");
        tables.forEach(table -> table.json(list.addObject()));
        return JSON.writeValueAsString(json) + "\n";
    }

    /** Writes {@code NAME.md} and {@code NAME.json}. */
    public void write(Path reports) throws IOException {
        Files.writeString(reports.resolve(name + ".md"), markdown());
        Files.writeString(reports.resolve(name + ".json"), json());
    }
}
