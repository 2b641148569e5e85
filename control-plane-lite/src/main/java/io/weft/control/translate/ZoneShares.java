package io.weft.control.translate;

import io.weft.control.config.LoadBalancerSettings.ZoneAware;
import io.weft.control.registry.Locality;
import io.weft.control.registry.ServiceEndpoint;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The shares that zones of the client's region get of its calls: Envoy's zone aware routing, reckoned here. Its own
 * zone gets all as long as that zone has no smaller part of the called endpoints than of the calling ones; what is too
 * much for it goes to the zones that have a larger part.
 */
final class ZoneShares {

    private static final int MIN_CLUSTER_SIZE = 6;

    /** Weights that stand for a share of 1. A zone without a share weighs 1: it still stands in for all the others. */
    private static final int WHOLE = 1_000_000;

    private final Locality client;
    private final ZoneAware setting;

    ZoneShares(Locality client, ZoneAware setting) {
        this.client = client;
        this.setting = setting;
    }

    /** @param callers the endpoints of the client's own service */
    List<LocalityGroup> weigh(List<LocalityGroup> groups, Supplier<List<ServiceEndpoint>> callers) {
        List<LocalityGroup> near = groups.stream()
                .filter(group -> group.priority() == 0 && isNear(group.locality()))
                .toList();
        long size = near.stream().mapToLong(group -> group.members().size()).sum();
        Map<String, Double> upstream =
                parts(near.stream().flatMap(group -> group.members().stream()).toList());
        if (size < setting.minClusterSize().orElse(MIN_CLUSTER_SIZE)
                || upstream.size() < 2
                || !upstream.containsKey(client.zone())) {
            return groups;
        }
        Map<String, Double> local = parts(callers.get().stream()
                .filter(caller -> isNear(caller.locality()))
                .toList());
        return local.containsKey(client.zone()) ? weigh(groups, local, upstream) : groups;
    }

    private List<LocalityGroup> weigh(
            List<LocalityGroup> groups, Map<String, Double> local, Map<String, Double> upstream) {
        double kept = Math.min(1, upstream.getOrDefault(client.zone(), 0.0) / local.getOrDefault(client.zone(), 1.0));
        double spare = upstream.keySet().stream()
                .mapToDouble(zone -> spare(zone, local, upstream))
                .sum();
        return groups.stream()
                .map(group -> {
                    String zone = group.locality().zone();
                    if (group.priority() != 0 || !isNear(group.locality())) {
                        return group;
                    }
                    double share = zone.equals(client.zone())
                            ? kept
                            : spare == 0 ? 0 : (1 - kept) * spare(zone, local, upstream) / spare;
                    double ofZone = part(group, groups);
                    return group.weighing((int) Math.max(1, Math.round(share * ofZone * WHOLE)));
                })
                .toList();
    }

    /** How much more of the called endpoints than of the calling ones a zone has. */
    private static double spare(String zone, Map<String, Double> local, Map<String, Double> upstream) {
        return Math.max(0, upstream.getOrDefault(zone, 0.0) - local.getOrDefault(zone, 0.0));
    }

    /** What a group has of its zone's weight; subzones share by weight. */
    private double part(LocalityGroup group, List<LocalityGroup> groups) {
        long zone = groups.stream()
                .filter(other -> other.priority() == 0
                        && isNear(other.locality())
                        && other.locality().zone().equals(group.locality().zone()))
                .mapToLong(LocalityGroup::weight)
                .sum();
        return (double) group.weight() / zone;
    }

    private boolean isNear(Locality locality) {
        return locality.region().equals(client.region());
    }

    /** The part of the endpoints that each zone has. */
    private static Map<String, Double> parts(List<ServiceEndpoint> endpoints) {
        return endpoints.stream()
                .collect(Collectors.groupingBy(
                        endpoint -> endpoint.locality().zone(),
                        Collectors.summingDouble(endpoint -> 1.0 / endpoints.size())));
    }
}
