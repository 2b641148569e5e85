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

    private final SortedMap<String, Members> byNamespace;

    private Registry(SortedMap<String, Members> byNamespace) {
        this.byNamespace = byNamespace;
    }

    /** With this workload, in place of the one of the same namespace and name if there is one. */
    public Registry with(Workload workload) {
        return replaced(workload.namespace(), members(workload.namespace()).with(workload));
    }

    /** Without the workload of this name; the same if there is none. */
    public Registry without(String namespace, String name) {
        return find(namespace, name).isEmpty()
                ? this
                : replaced(namespace, members(namespace).without(name));
    }

    public Optional<Workload> find(String namespace, String name) {
        return Optional.ofNullable(members(namespace).byName().get(name));
    }

    /** The workloads of a namespace, by name. */
    public Collection<Workload> workloads(String namespace) {
        return members(namespace).all();
    }

    /** The workloads of a namespace that carry all of these labels, by name; none if there are no labels. */
    public List<Workload> matching(String namespace, Map<String, String> selector) {
        return members(namespace).matching(selector);
    }

    /** All workloads, by namespace and name. */
    public List<Workload> workloads() {
        return byNamespace.values().stream()
                .flatMap(members -> members.all().stream())
                .toList();
    }

    private Members members(String namespace) {
        return byNamespace.getOrDefault(namespace, Members.NONE);
    }

    private Registry replaced(String namespace, Members members) {
        SortedMap<String, Members> next = new TreeMap<>(byNamespace);
        if (members.byName().isEmpty()) {
            next.remove(namespace);
        } else {
            next.put(namespace, members);
        }
        return new Registry(next);
    }
}
