package io.weft.control.config;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All objects in force, oldest first. Immutable; equal content makes equal snapshots.
 *
 * @param mesh with the defaults of the oldest MeshConfig among the objects if there is one
 */
public record ConfigSnapshot(MeshConfig mesh, List<ConfigObject<?>> objects) {

    private static final Comparator<ConfigObject<?>> OLDEST_FIRST = Comparator.<ConfigObject<?>>comparingLong(
                    object -> object.meta().creation())
            .thenComparing(object -> object.meta().namespace())
            .thenComparing(object -> object.meta().name());

    /** Nothing configured. */
    public static final ConfigSnapshot EMPTY = new ConfigSnapshot(MeshConfig.DEFAULT, List.of());

    public ConfigSnapshot {
        objects = objects.stream().sorted(OLDEST_FIRST).collect(Collectors.toUnmodifiableList());
        mesh = objects.stream()
                .map(ConfigObject::spec)
                .filter(MeshDefaults.class::isInstance)
                .map(MeshDefaults.class::cast)
                .findFirst()
                .map(mesh::withDefaults)
                .orElse(mesh);
    }

    public List<ConfigObject<VirtualService>> virtualServices() {
        return of(VirtualService.class);
    }

    public List<ConfigObject<DestinationRule>> destinationRules() {
        return of(DestinationRule.class);
    }

    public List<ConfigObject<TrafficGuard>> trafficGuards() {
        return of(TrafficGuard.class);
    }

    public List<ConfigObject<Service>> services() {
        return of(Service.class);
    }

    public List<ConfigObject<ServiceEntry>> serviceEntries() {
        return of(ServiceEntry.class);
    }

    public List<ConfigObject<WorkloadEntry>> workloadEntries() {
        return of(WorkloadEntry.class);
    }

    public List<ConfigObject<Sidecar>> sidecars() {
        return of(Sidecar.class);
    }

    /** The objects of a kind that is checked but not applied. */
    public List<ConfigObject<Recognised>> recognised(Kind kind) {
        return of(Recognised.class).stream()
                .filter(object -> object.kind() == kind)
                .toList();
    }

    @SuppressWarnings("unchecked") // the spec's class is what was asked for
    private <S> List<ConfigObject<S>> of(Class<S> spec) {
        Stream<ConfigObject<?>> found = objects.stream().filter(object -> spec.isInstance(object.spec()));
        return found.map(object -> (ConfigObject<S>) object).toList();
    }
}
