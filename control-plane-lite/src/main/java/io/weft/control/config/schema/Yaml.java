package io.weft.control.config.schema;

import io.weft.control.config.Position;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** A file read as YAML; documents without content are left out. */
public record Yaml(List<Document> documents) {

    /** No file may be larger. */
    public static final int MAX_BYTES = 10 * 1024 * 1024;

    /**
     * One document.
     *
     * @param root empty if it is unreadable
     * @param faults what is wrong with it as YAML
     */
    public record Document(Optional<Node> root, List<Fault> faults) {}

    /** Why a document, or the whole file, cannot be read. */
    public record Fault(Position at, String message) {}

    /** Never throws: whatever is wrong becomes a fault. */
    public static Yaml read(String file, byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            return unreadable(file, "the file has " + bytes.length + " bytes; at most " + MAX_BYTES + " are read");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return read(file, text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            return unreadable(file, "the file is not UTF-8");
        }
    }

    /** The YAML that a text holds; it has its places in the file if it is written as a literal block. */
    public static Document within(Node text) {
        Position at = text.at();
        return read(at.file(), new Documents.Part(text.text(), at.line() - 1, at.column() - 1, text.path()));
    }

    private static Yaml unreadable(String file, String message) {
        return new Yaml(List.of(document(new Fault(Position.of(file), message))));
    }

    private static Document document(Fault fault) {
        return new Document(Optional.empty(), List.of(fault));
    }

    private static Yaml read(String file, String text) {
        return new Yaml(Documents.of(text).stream()
                .map(part -> read(file, part))
                .filter(document ->
                        document.root().isPresent() || !document.faults().isEmpty())
                .toList());
    }

    private static Document read(String file, Documents.Part part) {
        try {
            Composer composer = new Composer(file, part);
            Optional<Node> root = composer.compose().filter(node -> !node.is(Node.Type.NULL));
            return new Document(root, composer.faults());
        } catch (Composer.Refused e) {
            return document(e.fault());
        } catch (YamlEngineException e) {
            return document(fault(file, part, e));
        }
    }

    private static Fault fault(String file, Documents.Part part, YamlEngineException e) {
        if (e instanceof MarkedYamlEngineException marked) {
            Position at = marked.getProblemMark()
                    .map(mark -> new Position(
                            file, part.firstLine() + mark.getLine() + 1, part.firstColumn() + mark.getColumn() + 1))
                    .orElse(Position.of(file));
            return new Fault(at, "not YAML: " + marked.getProblem());
        }
        String reason = e instanceof ReaderException reader
                ? "the character U+%04X is not allowed".formatted(reader.getCodePoint())
                : String.valueOf(e.getMessage()).lines().findFirst().orElse("unreadable");
        return new Fault(new Position(file, part.firstLine() + 1, part.firstColumn() + 1), "not YAML: " + reason);
    }
}
