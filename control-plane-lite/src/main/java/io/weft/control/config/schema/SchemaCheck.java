package io.weft.control.config.schema;

import io.weft.control.config.Codes;
import io.weft.control.config.schema.Node.Type;
import io.weft.control.config.schema.Schema.Field;
import io.weft.control.config.schema.Schema.ObjectType;
import io.weft.control.config.schema.ValueType.Limits;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Compares a tree with its declaration, and runs the rules that a declaration cannot express. */
public final class SchemaCheck {

    private final Schema schema;
    private final Map<String, BiConsumer<Node, Findings>> rules;
    private final Findings findings;
    /** Whether an outer field was said to be not applied, which goes for all in it. */
    private boolean told;

    /** @param rules by type name; called for each object of the type that is as declared, its inner objects first */
    public SchemaCheck(Schema schema, Map<String, BiConsumer<Node, Findings>> rules, Findings findings) {
        this.schema = schema;
        this.rules = rules;
        this.findings = findings;
    }

    /** Checks a tree that should be an object of that type. */
    public void check(Node node, String typeName) {
        object(node, schema.type(typeName));
    }

    private void object(Node node, ObjectType type) {
        if (!expect(node, Type.OBJECT, type)) {
            return;
        }
        int errorsBefore = findings.errors();
        node.fields().forEach((name, value) -> field(name, value, type));
        type.fields().forEach((name, field) -> {
            if (field.required() && !node.has(name)) {
                findings.error(node.absent(name), "`" + name + "` is missing");
            }
        });
        type.oneofs().forEach(names -> oneof(node, names));
        BiConsumer<Node, Findings> rule = rules.get(type.name());
        if (rule != null && findings.errors() == errorsBefore) {
            rule.accept(node, findings);
        }
    }

    private void field(String name, Node value, ObjectType type) {
        Field field = type.fields().get(name);
        if (field == null) {
            findings.errorAtKey(value, "unknown field `" + name + "`" + known(name, type));
        } else if (!value.is(Type.NULL) || !field.nullable()) {
            boolean first = !told && field.notApplied().isPresent();
            if (first) {
                String why = field.notApplied().get();
                findings.warning(Codes.NOT_APPLIED, value, "`" + name + "` is not applied: " + why);
            }
            told |= first;
            value(value, field.type());
            told &= !first;
        }
    }

    /** The nearest name, or all of them where they are few. */
    private static String known(String name, ObjectType type) {
        String hint = Nearest.hint(name, type.fields().keySet());
        boolean few = type.fields().size() <= 8;
        return hint.isEmpty() && few
                ? "; known here: " + String.join(", ", type.fields().keySet())
                : hint;
    }

    private void oneof(Node node, List<String> names) {
        List<String> given = names.stream().filter(node::has).toList();
        if (given.size() > 1) {
            String words = String.join(" and ", given);
            findings.errorAtKey(
                    node.fields().getOrDefault(given.get(1), node),
                    "only one of " + String.join(", ", names) + " may be given; here are " + words);
        }
    }

    private void value(Node node, ValueType type) {
        if (type instanceof ValueType.Reference reference) {
            object(node, schema.type(reference.type()));
        } else if (type instanceof ValueType.ListOf list) {
            if (ScalarCheck.expect(node, Type.LIST, findings)) {
                size(node, node.items().size(), list.limits(), "items");
                node.items().forEach(item -> value(item, list.item()));
            }
        } else if (type instanceof ValueType.MapOf map) {
            if (ScalarCheck.expect(node, Type.OBJECT, findings)) {
                size(node, node.fields().size(), map.limits(), "entries");
                node.fields().values().forEach(entry -> value(entry, map.value()));
            }
        } else if (type instanceof ValueType.Choice choice) {
            ScalarCheck.choice(node, choice.words(), findings);
        } else if (type instanceof ValueType.Scalar scalar) {
            ScalarCheck.check(node, scalar, findings);
        } else {
            ScalarCheck.expect(node, Type.OBJECT, findings);
        }
    }

    private void size(Node node, int size, Limits limits, String what) {
        if (!limits.allow(size)) {
            findings.error(node, "has " + size + " " + what + "; allowed are " + limits.words());
        }
    }

    /** Where an object with a single field is expected, a bare value was probably meant as that field. */
    private boolean expect(Node node, Type wanted, ObjectType type) {
        boolean bare = type.fields().size() == 1 && !node.is(Type.OBJECT) && !node.is(Type.LIST) && !node.is(Type.NULL);
        if (!bare) {
            return ScalarCheck.expect(node, wanted, findings);
        }
        String only = type.fields().keySet().iterator().next();
        findings.error(
                node, "must be an object, not " + node.type().words() + "; write {" + only + ": " + node.text() + "}");
        return false;
    }
}
