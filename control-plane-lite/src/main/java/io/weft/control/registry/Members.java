package io.weft.control.registry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The registered workloads of one namespace, by name, and by label so that a selector needn't look at all. Immutable.
 */
final class Members {

    static final Members NONE = new Members(Collections.emptySortedMap());

    private final SortedMap<String, Workload> byName;

    /** Made when it is first asked for; two threads may make it twice, to the same effect. */
    private volatile @Nullable Map<Map.Entry<String, String>, List<Workload>> byLabel;

    private Members(SortedMap<String, Workload> byName) {
        this.byName = byName;
    }

    Members with(Workload workload) {
        SortedMap<String, Workload> next = new TreeMap<>(byName);
        next.put(workload.name(), workload);
        return new Members(next);
    }

    Members without(String name) {
        SortedMap<String, Workload> next = new TreeMap<>(byName);
        next.remove(name);
        return new Members(next);
    }

    Map<String, Workload> byName() {
        return byName;
    }

    Collection<Workload> all() {
        return Collections.unmodifiableCollection(byName.values());
    }

    /** Those that carry all of these labels, of which there must be one, by name. */
    List<Workload> matching(Map<String, String> selector) {
        Map<Map.Entry<String, String>, List<Workload>> index = labels();
        return selector.entrySet().stream()
                .map(label -> index.getOrDefault(Map.entry(label.getKey(), label.getValue()), List.of()))
                .min(Comparator.comparing(List::size))
                .orElse(List.of())
                .stream()
                .filter(workload -> workload.matches(selector))
                .toList();
    }

    private Map<Map.Entry<String, String>, List<Workload>> labels() {
        Map<Map.Entry<String, String>, List<Workload>> made = byLabel;
        if (made == null) {
            made = new HashMap<>();
            for (Workload workload : byName.values()) {
                for (Map.Entry<String, String> label : workload.labels().entrySet()) {
                    made.computeIfAbsent(Map.entry(label.getKey(), label.getValue()), unused -> new ArrayList<>())
                            .add(workload);
                }
            }
            byLabel = made;
        }
        return made;
    }
}
