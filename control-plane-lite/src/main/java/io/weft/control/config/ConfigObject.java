package io.weft.control.config;

/**
 * One object of the configuration.
 *
 * @param spec one of the records of this package, or {@link Recognised} for a kind that is checked but not applied
 * @param position of its first line
 */
public record ConfigObject<S>(Kind kind, Meta meta, S spec, Position position) {

    /** The same object, known since then. */
    public ConfigObject<S> createdAt(long order) {
        return new ConfigObject<>(kind, meta.createdAt(order), spec, position);
    }

    /** Kind, namespace and name: what makes two objects the same. */
    public ObjectId id() {
        return new ObjectId(kind, meta.namespace(), meta.name());
    }

    @Override
    public String toString() {
        return id() + " (" + position + ")";
    }
}
