package io.weft.control.config.schema;

import io.weft.control.config.Position;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A value in a YAML file.
 *
 * @param value a map or list of nodes, a string, a number, a boolean; the word {@code null} for null
 * @param at where it begins
 * @param key where its key begins, or where it begins itself if it is an item
 * @param path from the document, such as {@code spec.http[0].timeout}
 */
public record Node(Type type, Object value, Position at, Position key, String path) {

    /** JSON's types; a number without a fraction is an INTEGER. */
    public enum Type {
        OBJECT("an object"),
        LIST("a list"),
        STRING("a string"),
        INTEGER("a number"),
        NUMBER("a number"),
        BOOLEAN("a boolean"),
        NULL("null");

        private final String words;

        Type(String words) {
            this.words = words;
        }

        /** With its article, for messages. */
        public String words() {
            return words;
        }
    }

    /** An object without fields, standing for one that is not written. */
    public Node absent(String field) {
        return new Node(Type.OBJECT, Map.of(), at, key, path.isEmpty() ? field : path + "." + field);
    }

    public boolean is(Type wanted) {
        return type == wanted;
    }

    /** The fields of an object in their order; none if it is something else. */
    @SuppressWarnings("unchecked") // an OBJECT's value is a map of nodes
    public Map<String, Node> fields() {
        return type == Type.OBJECT ? (Map<String, Node>) value : Map.of();
    }

    /** The items of a list; none if it is something else. */
    @SuppressWarnings("unchecked") // a LIST's value is a list of nodes
    public List<Node> items() {
        return type == Type.LIST ? (List<Node>) value : List.of();
    }

    /** A field that is there and not null. */
    public Optional<Node> get(String field) {
        return Optional.ofNullable(fields().get(field)).filter(node -> !node.is(Type.NULL));
    }

    /** Whether the field is written, be it null. */
    public boolean has(String field) {
        return fields().containsKey(field);
    }

    /** The items of a field that is a list. */
    public List<Node> items(String field) {
        return get(field).map(Node::items).orElse(List.of());
    }

    /** The value of a scalar as text. */
    public String text() {
        return value.toString();
    }

    /** The text of a field; one that is empty counts as absent, as in proto3. */
    public Optional<String> text(String field) {
        return get(field).map(Node::text).filter(text -> !text.isEmpty());
    }

    /** The texts of a field that is a list. */
    public List<String> texts(String field) {
        return items(field).stream().map(Node::text).toList();
    }

    /** Whether a field is {@code true}. */
    public boolean flag(String field) {
        return get(field).map(node -> Boolean.TRUE.equals(node.value)).orElse(false);
    }

    /** The number of a field, 0 if it is absent. */
    public double number(String field) {
        return get(field).map(Node::number).orElse(0.0);
    }

    /** The value of a number; 0 if it is none. */
    public double number() {
        return value instanceof Number number ? number.doubleValue() : 0;
    }

    /** As maps, lists and scalars without places. */
    public Object plain() {
        return switch (type) {
            case OBJECT ->
                fields().entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                entry -> entry.getValue().plain(),
                                (first, second) -> first,
                                LinkedHashMap::new));
            case LIST -> items().stream().map(Node::plain).toList();
            default -> value;
        };
    }
}
