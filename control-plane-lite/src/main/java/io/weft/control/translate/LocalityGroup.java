package io.weft.control.translate;

import io.weft.control.registry.Locality;
import io.weft.control.registry.ServiceEndpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * The endpoints of one locality that are called alike.
 *
 * @param priority 0 is called first
 * @param weight its share among groups of the same priority, at least 1
 */
record LocalityGroup(Locality locality, int priority, int weight, List<ServiceEndpoint> members) {

    /** All of one priority. */
    static List<LocalityGroup> of(List<ServiceEndpoint> endpoints) {
        return ranked(endpoints, endpoint -> 0);
    }

    /** By rank, the lowest first; priorities count from 0 without a gap, as Envoy and gRPC demand. */
    static List<LocalityGroup> ranked(List<ServiceEndpoint> endpoints, ToIntFunction<ServiceEndpoint> rank) {
        List<LocalityGroup> groups = new ArrayList<>();
        TreeMap<Integer, List<ServiceEndpoint>> ranks =
                endpoints.stream().collect(Collectors.groupingBy(rank::applyAsInt, TreeMap::new, Collectors.toList()));
        int priority = 0;
        for (List<ServiceEndpoint> equals : ranks.values()) {
            addByLocality(groups, priority++, equals);
        }
        return groups;
    }

    private static void addByLocality(List<LocalityGroup> groups, int priority, List<ServiceEndpoint> endpoints) {
        endpoints.stream()
                .collect(Collectors.groupingBy(ServiceEndpoint::locality, TreeMap::new, Collectors.toList()))
                .forEach((locality, members) ->
                        groups.add(new LocalityGroup(locality, priority, weight(members), members)));
    }

    /** A locality weighs as much as its endpoints; one without a weight would be dropped by gRPC. */
    private static int weight(List<ServiceEndpoint> members) {
        return members.stream().mapToInt(ServiceEndpoint::weight).sum();
    }

    LocalityGroup weighing(int other) {
        return new LocalityGroup(locality, priority, other, members);
    }
}
