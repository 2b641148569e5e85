package io.weft.runtime.upstream;

import io.weft.model.Cluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which endpoints of a cluster may be called now.
 *
 * @param slots the usable ones; empty for none
 * @param priority of those
 */
record Selection(List<Slot> slots, int priority) {

    private static final Selection NONE = new Selection(List.of(), Integer.MAX_VALUE);

    /**
     * The first priority that has an endpoint that is neither ejected nor failing to connect, and is not in panic. If
     * there is none, panic uses all; without panic those that are not ejected are tried although they fail to connect,
     * so that the caller sees the true error.
     */
    static Selection of(Cluster config, List<Slot> slots) {
        Map<Integer, List<Slot>> priorities = new TreeMap<>();
        for (Slot slot : slots) {
            priorities
                    .computeIfAbsent(slot.endpoint().priority(), p -> new ArrayList<>())
                    .add(slot);
        }
        Selection lastResort = NONE;
        for (Map.Entry<Integer, List<Slot>> entry : priorities.entrySet()) {
            List<Slot> healthy = healthy(entry.getValue());
            boolean panic = 100.0 * healthy.size() / entry.getValue().size() < config.panicPercent();
            List<Slot> reachable = reachable(panic ? entry.getValue() : healthy);
            Selection selection = new Selection(
                    !reachable.isEmpty() ? reachable : panic ? entry.getValue() : healthy, entry.getKey());
            if (!panic && !reachable.isEmpty()) {
                return selection;
            }
            if (lastResort.slots.isEmpty()) {
                lastResort = selection;
            }
        }
        return lastResort;
    }

    private static List<Slot> healthy(List<Slot> slots) {
        return slots.stream().filter(slot -> !slot.state().ejection.active()).toList();
    }

    private static List<Slot> reachable(List<Slot> slots) {
        return slots.stream().filter(slot -> !slot.state().connecting.failing()).toList();
    }
}
