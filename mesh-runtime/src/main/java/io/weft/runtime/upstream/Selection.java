package io.weft.runtime.upstream;

import io.weft.model.Cluster;
import io.weft.model.Locality;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;

/**
 * Which endpoints of a cluster may be called now.
 *
 * @param parts of which a call chooses one, and then an endpoint of it; none if no endpoint is usable
 * @param priority the last one that has a share
 */
record Selection(List<Part> parts, int priority) {

    static final Selection NONE = new Selection(List.of(), Integer.MAX_VALUE);

    /**
     * Endpoints that are balanced among each other.
     *
     * @param share of the calls, relative to those of other parts
     */
    record Part(List<Slot> slots, double share) {}

    /**
     * Each priority gets what it bears of the calls, an endpoint that is ejected or fails to connect not counted. In
     * panic all of a priority are used. If no endpoint can be reached those that are not ejected are tried all the
     * same, so that the caller sees the true error.
     */
    static Selection of(Cluster config, List<Slot> slots) {
        List<Level> levels = Level.of(slots);
        int percent = config.panicPercent();
        // Several priorities that bear all calls together have no reason for panic.
        boolean calm = levels.size() > 1
                && Priorities.total(
                                availability(levels, level -> level.healthy().size()))
                        == 100;
        if (!calm && levels.stream().allMatch(level -> level.panics(percent))) {
            int[] sizes = levels.stream().mapToInt(level -> level.all().size()).toArray();
            return of(levels, sizes, level -> List.of(new Part(level.whoever(), 1)));
        }
        int[] reachable =
                Priorities.loads(availability(levels, level -> level.reachable().size()));
        if (Priorities.total(reachable) > 0) {
            return of(
                    levels,
                    reachable,
                    level -> !calm && level.panics(percent)
                            ? List.of(new Part(level.whoever(), 1))
                            : byLocality(config, level, level.reachable()));
        }
        int[] healthy =
                Priorities.loads(availability(levels, level -> level.healthy().size()));
        return of(levels, healthy, level -> byLocality(config, level, level.healthy()));
    }

    private static int[] availability(List<Level> levels, ToIntFunction<Level> usable) {
        return levels.stream()
                .mapToInt(level -> Priorities.availability(
                        usable.applyAsInt(level), level.all().size()))
                .toArray();
    }

    private static Selection of(List<Level> levels, int[] loads, Function<Level, List<Part>> parts) {
        List<Part> all = new ArrayList<>();
        int last = NONE.priority;
        for (int i = 0; i < loads.length; i++) {
            if (loads[i] > 0) {
                List<Part> ofLevel = parts.apply(levels.get(i));
                double sum = ofLevel.stream().mapToDouble(Part::share).sum();
                for (Part part : ofLevel) {
                    all.add(new Part(part.slots(), loads[i] * part.share() / sum));
                }
                last = levels.get(i).priority();
            }
        }
        return all.isEmpty() ? NONE : new Selection(all, last);
    }

    /** Localities share as they are told to; one with too few usable endpoints for its share gets less. */
    private static List<Part> byLocality(Cluster config, Level level, List<Slot> usable) {
        Map<Locality, List<Slot>> localities = new LinkedHashMap<>();
        for (Slot slot : usable) {
            localities
                    .computeIfAbsent(slot.endpoint().locality(), l -> new ArrayList<>())
                    .add(slot);
        }
        List<Part> parts = new ArrayList<>();
        localities.forEach((locality, slots) -> {
            int share = config.localities().getOrDefault(locality, 0);
            if (share > 0) {
                long all = level.all().stream()
                        .filter(slot -> slot.endpoint().locality().equals(locality))
                        .count();
                parts.add(new Part(slots, share * Math.min(1, Priorities.OVERPROVISIONING * slots.size() / all)));
            }
        });
        return parts.isEmpty() ? List.of(new Part(usable, 1)) : parts;
    }

    /** All that may be called. */
    List<Slot> slots() {
        return parts.stream().flatMap(part -> part.slots().stream()).toList();
    }

    /** What chooses among the parts, each with a picker of its own. */
    Picker picker(Function<List<Slot>, Picker> ofPart, RandomGenerator random) {
        return parts.size() == 1
                ? ofPart.apply(parts.get(0).slots())
                : PartedPicker.of(
                        parts.stream().mapToDouble(Part::share).toArray(),
                        parts.stream().map(part -> ofPart.apply(part.slots())).toArray(Picker[]::new),
                        random);
    }
}
