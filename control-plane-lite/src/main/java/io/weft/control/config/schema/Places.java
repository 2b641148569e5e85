package io.weft.control.config.schema;

import io.weft.control.config.Position;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/** Where the parts of a document are in its file. */
final class Places {

    private final String file;
    private final Documents.Part document;
    private List<String> lines = List.of();

    Places(String file, Documents.Part document) {
        this.file = file;
        this.document = document;
    }

    Position of(Event event) {
        return event.getStartMark()
                .map(mark -> place(mark.getLine(), mark.getColumn()))
                .orElseGet(() -> place(0, 0));
    }

    /** Where the text of a literal block begins: below its indicator. Empty for any other scalar. */
    Optional<Position> block(ScalarEvent scalar) {
        if (scalar.getScalarStyle() != ScalarStyle.LITERAL || scalar.getValue().isBlank()) {
            return Optional.empty();
        }
        return scalar.getStartMark().map(mark -> place(mark.getLine() + 1, indentation(mark.getLine() + 1)));
    }

    /** Of the first line from there on that is not blank. */
    private int indentation(int first) {
        if (lines.isEmpty()) {
            lines = document.text().lines().toList();
        }
        return lines.stream()
                .skip(first)
                .filter(line -> !line.isBlank())
                .findFirst()
                .map(line -> line.length() - line.stripLeading().length())
                .orElse(0);
    }

    private Position place(int line, int column) {
        return new Position(file, document.firstLine() + line + 1, document.firstColumn() + column + 1);
    }
}
