package io.weft.control.registry;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The registered workloads at one moment. Immutable: a change makes a new one, which shares with the old whatever did
 * not change.
 */
public final class Registry {

    /** No workloads. */
    public static final Registry EMPTY = new Registry(Collections.emptySortedMap());

    private final SortedMap<String, SortedMap<String, Workload>> byNamespace;

    private Registry(SortedMap<String, SortedMap<String, Workload>> byNamespace) {
        this.byNamespace = byNamespace;
    }

    /** With this workload, in place of the one of the same namespace and name if there is one. */
    public Registry with(Workload workload) {
        SortedMap<String, Workload> names = copy(workload.namespace());
        names.put(workload.name(), workload);
        return replaced(workload.namespace(), names);
    }

    /** Without the workload of this name; the same if there is none. */
    public Registry without(String namespace, String name) {
        if (find(namespace, name).isEmpty()) {
            return this;
        }
        SortedMap<String, Workload> names = copy(namespace);
        names.remove(name);
        return replaced(namespace, names);
    }

    public Optional<Workload> find(String namespace, String name) {
        return Optional.ofNullable(byNamespace
                .getOrDefault(namespace, Collections.emptySortedMap())
                .get(name));
    }

    /** The workloads of a namespace, by name. */
    public Collection<Workload> workloads(String namespace) {
        return Collections.unmodifiableCollection(byNamespace
                .getOrDefault(namespace, Collections.emptySortedMap())
                .values());
    }

    /** All workloads, by namespace and name. */
    public List<Workload> workloads() {
        return byNamespace.values().stream()
                .flatMap(names -> names.values().stream())
                .toList();
    }

    private SortedMap<String, Workload> copy(String namespace) {
        return new TreeMap<>(byNamespace.getOrDefault(namespace, Collections.emptySortedMap()));
    }

    private Registry replaced(String namespace, SortedMap<String, Workload> names) {
        Map<String, SortedMap<String, Workload>> next = new TreeMap<>(byNamespace);
        if (names.isEmpty()) {
            next.remove(namespace);
        } else {
            next.put(namespace, names);
        }
        return new Registry(Collections.unmodifiableSortedMap(new TreeMap<>(next)));
    }
}
