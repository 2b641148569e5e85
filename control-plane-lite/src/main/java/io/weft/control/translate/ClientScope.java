package io.weft.control.translate;

import io.weft.control.registry.Locality;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What about a client decides what it is told.
 *
 * @param namespace of the workload
 * @param labels of the workload, which sourceLabels and workload selectors look at
 * @param locality where the workload runs
 */
public record ClientScope(ClientKind kind, String namespace, Map<String, String> labels, Locality locality) {
    public ClientScope {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }

    /** One of which it is not known where it runs. */
    public ClientScope(ClientKind kind, String namespace, Map<String, String> labels) {
        this(kind, namespace, labels, Locality.UNKNOWN);
    }

    /** Whether the workload carries all of these labels with these values. */
    boolean matches(Map<String, String> selector) {
        return labels.entrySet().containsAll(selector.entrySet());
    }
}
