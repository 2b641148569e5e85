package io.weft.runtime.upstream;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The endpoints of one priority.
 *
 * @param all as configured
 * @param healthy those that are not ejected
 * @param reachable those of them that do not fail to connect
 */
record Level(int priority, List<Slot> all, List<Slot> healthy, List<Slot> reachable) {

    /** By priority, the first one first. */
    static List<Level> of(List<Slot> slots) {
        Map<Integer, List<Slot>> priorities = new TreeMap<>();
        for (Slot slot : slots) {
            priorities
                    .computeIfAbsent(slot.endpoint().priority(), p -> new ArrayList<>())
                    .add(slot);
        }
        return priorities.entrySet().stream()
                .map(entry -> of(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Level of(int priority, List<Slot> all) {
        List<Slot> healthy =
                all.stream().filter(slot -> !slot.state().ejection.active()).toList();
        return new Level(priority, all, healthy, reachable(healthy));
    }

    /** Whether too few are healthy to leave the others aside. */
    boolean panics(int percent) {
        return 100.0 * healthy.size() / all.size() < percent;
    }

    /** Those to call in panic. */
    List<Slot> whoever() {
        List<Slot> answering = reachable(all);
        return answering.isEmpty() ? all : answering;
    }

    private static List<Slot> reachable(List<Slot> slots) {
        return slots.stream().filter(slot -> !slot.state().connecting.failing()).toList();
    }
}
