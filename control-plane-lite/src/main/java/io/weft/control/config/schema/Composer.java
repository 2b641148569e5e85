package io.weft.control.config.schema;

import io.weft.control.config.Position;
import io.weft.control.config.schema.Node.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;

/**
 * Makes the tree of one document. An alias is a copy of what it stands for, and all copies together are bounded, so
 * that a few lines cannot become a gigabyte.
 */
final class Composer {

    static final int MAX_DEPTH = 64;
    /** More than a file of the largest size holds, less than hurts. */
    static final int MAX_NODES = 1_000_000;

    private static final LoadSettings SETTINGS =
            LoadSettings.builder().setCodePointLimit(Yaml.MAX_BYTES + 1).build();

    private final Places places;
    private final String path;
    private final List<Yaml.Fault> faults = new ArrayList<>();
    private final Iterator<Event> events;
    private final Map<Anchor, Node> anchors = new HashMap<>();
    private int nodes;

    Composer(String file, Documents.Part document) {
        this.places = new Places(file, document);
        this.path = document.path();
        this.events = new Parse(SETTINGS).parseString(document.text()).iterator();
    }

    /** What stops the reading of a document. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Yaml.Fault fault;

        Refused(Position at, String message) {
            super(message, null, false, false);
            this.fault = new Yaml.Fault(at, message);
        }

        Yaml.Fault fault() {
            return fault;
        }
    }

    /** What is wrong with the document although it makes a tree. */
    List<Yaml.Fault> faults() {
        return List.copyOf(faults);
    }

    Optional<Node> compose() {
        Optional<Node> root = Optional.empty();
        while (events.hasNext()) {
            Event event = events.next();
            if (event instanceof NodeEvent) {
                root = Optional.of(node(event, path, null, 0));
            }
        }
        return root;
    }

    private Node node(Event event, String path, @Nullable Position key, int depth) {
        Position at = places.of(event);
        count(at);
        if (depth > MAX_DEPTH) {
            throw new Refused(at, "nested deeper than " + MAX_DEPTH + " levels");
        }
        Position keyAt = key == null ? at : key;
        if (event instanceof AliasEvent alias) {
            return copy(alias, at, keyAt, path);
        }
        Node node;
        if (event instanceof ScalarEvent scalar) {
            Scalars.Scalar value = scalar(scalar);
            node = new Node(value.type(), value.value(), places.block(scalar).orElse(at), keyAt, path);
        } else if (event instanceof MappingStartEvent) {
            node = new Node(Type.OBJECT, fields(path, depth), at, keyAt, path);
        } else if (event instanceof SequenceStartEvent) {
            node = new Node(Type.LIST, items(path, depth), at, keyAt, path);
        } else {
            throw new Refused(at, "not YAML: a value is missing");
        }
        ((NodeEvent) event).getAnchor().ifPresent(anchor -> anchors.put(anchor, node));
        return node;
    }

    private Scalars.Scalar scalar(ScalarEvent event) {
        String tag = event.getTag().orElse("");
        boolean plain = event.isPlain() && !tag.endsWith(":str") && !tag.equals("!");
        return plain ? Scalars.plain(event.getValue()) : Scalars.string(event.getValue());
    }

    private List<Node> items(String path, int depth) {
        List<Node> items = new ArrayList<>();
        for (Event event = events.next(); event instanceof NodeEvent; event = events.next()) {
            items.add(node(event, path + "[" + items.size() + "]", null, depth + 1));
        }
        return Collections.unmodifiableList(items);
    }

    private Map<String, Node> fields(String path, int depth) {
        Map<String, Node> fields = new LinkedHashMap<>();
        Map<String, Node> merged = new LinkedHashMap<>();
        for (Event event = events.next(); event instanceof NodeEvent; event = events.next()) {
            Position key = places.of(event);
            if (!(event instanceof ScalarEvent scalar)) {
                throw new Refused(key, "a key must be a word");
            }
            String name = scalar.getValue();
            Node value = node(events.next(), child(path, name), key, depth + 1);
            if (name.equals("<<") && scalar.isPlain()) {
                merge(value, path, merged);
                continue;
            }
            Node first = fields.putIfAbsent(name, value);
            if (first != null) {
                String where = first.key().line() + ":" + first.key().column();
                faults.add(new Yaml.Fault(key, "`" + name + "` is given twice, first at " + where));
            }
        }
        merged.forEach(fields::putIfAbsent);
        return Collections.unmodifiableMap(fields);
    }

    /** YAML 1.1's merge key: fields of another object, unless written here. */
    private void merge(Node value, String path, Map<String, Node> into) {
        value.fields()
                .forEach((name, node) -> into.putIfAbsent(name, copy(node, node.at(), node.key(), child(path, name))));
        value.items().forEach(item -> merge(item, path, into));
    }

    private Node copy(AliasEvent alias, Position at, Position key, String path) {
        Node origin = anchors.get(alias.getAlias());
        if (origin == null) {
            throw new Refused(at, "the alias *" + alias.getAlias() + " stands for nothing before it");
        }
        return copy(origin, at, key, path);
    }

    /** What the copy holds is placed where it is written; only the copy's own path is that of the alias. */
    private Node copy(Node origin, Position at, Position key, String path) {
        count(at);
        Object value = origin.value();
        if (origin.is(Type.OBJECT)) {
            Map<String, Node> fields = new LinkedHashMap<>();
            origin.fields()
                    .forEach((name, node) -> fields.put(name, copy(node, node.at(), node.key(), child(path, name))));
            value = Collections.unmodifiableMap(fields);
        } else if (origin.is(Type.LIST)) {
            List<Node> items = new ArrayList<>();
            for (Node item : origin.items()) {
                items.add(copy(item, item.at(), item.key(), path + "[" + items.size() + "]"));
            }
            value = Collections.unmodifiableList(items);
        }
        return new Node(origin.type(), value, at, key, path);
    }

    private void count(Position at) {
        if (++nodes > MAX_NODES) {
            throw new Refused(at, "more than " + MAX_NODES + " values, aliases expanded");
        }
    }

    static String child(String path, String name) {
        boolean word =
                !name.isEmpty() && name.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '-' || c == '_');
        String step = word ? "." + name : "[\"" + name + "\"]";
        return path.isEmpty() && word ? name : path + step;
    }
}
