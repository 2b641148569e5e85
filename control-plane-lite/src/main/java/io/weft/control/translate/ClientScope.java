package io.weft.control.translate;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What about a client decides what it is told.
 *
 * @param namespace of the workload
 * @param labels of the workload, which sourceLabels and workload selectors look at
 */
public record ClientScope(ClientKind kind, String namespace, Map<String, String> labels) {
    public ClientScope {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }

    /** Whether the workload carries all of these labels with these values. */
    boolean matches(Map<String, String> selector) {
        return labels.entrySet().containsAll(selector.entrySet());
    }
}
