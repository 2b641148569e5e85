package io.weft.control.config;

import java.util.Map;

/**
 * Whose object it is (Kubernetes' ObjectMeta, as far as it matters here).
 *
 * @param namespace the one written, else the folder's default
 * @param creation smaller for what was there earlier; decides which of two rivals is in force
 */
public record Meta(
        String name, String namespace, Map<String, String> labels, Map<String, String> annotations, long creation) {

    public Meta {
        labels = Ordered.copy(labels);
        annotations = Ordered.copy(annotations);
    }

    Meta createdAt(long order) {
        return new Meta(name, namespace, labels, annotations, order);
    }

    /** {@code namespace/name}. */
    public String qualifiedName() {
        return namespace + "/" + name;
    }
}
