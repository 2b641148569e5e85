package io.weft.control.config.schema;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Declared types by name. How a declaration is written: {@link SchemaText}. */
public final class Schema {

    private final Map<String, ObjectType> types;

    Schema(Map<String, ObjectType> types) {
        this.types = types;
    }

    /** @throws IllegalArgumentException if a declaration is malformed or refers to a type that is not declared */
    public static Schema parse(String text) {
        return new SchemaText(text).schema();
    }

    ObjectType type(String name) {
        ObjectType type = types.get(name);
        if (type == null) {
            throw new IllegalArgumentException("no type " + name);
        }
        return type;
    }

    /** @param oneofs groups of fields of which at most one may be given */
    record ObjectType(String name, Map<String, Field> fields, List<List<String>> oneofs) {}

    /** @param notApplied what to tell the author of such a field */
    record Field(ValueType type, boolean required, boolean nullable, Optional<String> notApplied) {}
}
