package io.weft.control.config.kinds;

import io.weft.control.config.schema.GoDuration;
import io.weft.control.config.schema.Node;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;

/** Typed fields of a tree that has been checked. */
final class Values {

    private Values() {}

    /** What is too large for an int counts as the largest. */
    static OptionalInt integer(Node node, String field) {
        return node.get(field)
                .map(value -> OptionalInt.of((int) value.number()))
                .orElse(OptionalInt.empty());
    }

    static OptionalLong whole(Node node, String field) {
        return node.get(field)
                .map(value -> OptionalLong.of((long) value.number()))
                .orElse(OptionalLong.empty());
    }

    static OptionalDouble decimal(Node node, String field) {
        return node.get(field).map(value -> OptionalDouble.of(value.number())).orElse(OptionalDouble.empty());
    }

    static Optional<Boolean> flag(Node node, String field) {
        return node.get(field).map(value -> Boolean.TRUE.equals(value.value()));
    }

    static Optional<Duration> duration(Node node, String field) {
        return node.get(field).flatMap(value -> GoDuration.parse(value.text()));
    }

    static <E extends Enum<E>> Optional<E> word(Node node, String field, Class<E> type) {
        return node.text(field).map(word -> Enum.valueOf(type, word));
    }

    static <T> List<T> list(Node node, String field, Function<Node, T> read) {
        return node.items(field).stream().map(read).toList();
    }

    static <T> Map<String, T> map(Node node, String field, Function<Node, T> read) {
        Map<String, T> map = new LinkedHashMap<>();
        node.get(field).ifPresent(value -> value.fields().forEach((key, entry) -> map.put(key, read.apply(entry))));
        return map;
    }

    static Map<String, String> texts(Node node, String field) {
        return map(node, field, Node::text);
    }
}
