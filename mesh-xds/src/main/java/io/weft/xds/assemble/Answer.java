package io.weft.xds.assemble;

import io.weft.model.Upstream;
import io.weft.xds.decode.Resource;
import io.weft.xds.decode.Resource.InlineListener;
import io.weft.xds.decode.Resource.RoutedListener;
import io.weft.xds.decode.Resource.Routes;
import io.weft.xds.decode.ResourceKey;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the newest listener and routes say of an upstream, whether or not its clusters are there.
 *
 * @param upstream what it is; empty while the listener or the routes are outstanding
 * @param routing the resources that said so, or that are outstanding
 * @param clusters the clusters that its routes name
 */
record Answer(Optional<Upstream> upstream, Set<ResourceKey> routing, Set<String> clusters) {

    static Answer of(String name, Shelf shelf) {
        ResourceKey listener = ResourceKey.listener(name);
        Optional<Resource> value = shelf.value(listener, Resource.class);
        if (value.isEmpty()) {
            // A control plane that leaves an unknown host out, where ours sends a placeholder.
            return new Answer(
                    shelf.answered(listener) ? Optional.of(new Upstream.PassThrough()) : Optional.empty(),
                    Set.of(listener),
                    Set.of());
        }
        if (value.get() instanceof InlineListener inline) {
            return new Answer(Optional.of(inline.upstream()), Set.of(listener), clusters(inline.upstream()));
        }
        ResourceKey routes = ResourceKey.routes(((RoutedListener) value.get()).routeConfiguration());
        Optional<Upstream> upstream =
                shelf.value(routes, Routes.class).map(found -> new Upstream.Known(found.virtualHost()));
        return new Answer(
                upstream,
                Set.of(listener, routes),
                upstream.map(Answer::clusters).orElse(Set.of()));
    }

    /** The clusters that the routes of an upstream name. */
    static Set<String> clusters(Upstream upstream) {
        return upstream instanceof Upstream.Known known ? Resource.clusters(known.virtualHost()) : Set.of();
    }

    /** All resources that the upstream needs, those of the clusters that are still in force included. */
    Set<ResourceKey> needs(Set<String> clustersInForce, Shelf shelf) {
        Set<ResourceKey> needs = new HashSet<>(routing);
        for (Set<String> names : List.of(clusters, clustersInForce)) {
            for (String name : names) {
                ResourceKey cluster = ResourceKey.cluster(name);
                needs.add(cluster);
                shelf.value(cluster, Resource.ClusterPolicy.class)
                        .flatMap(Resource.ClusterPolicy::loadAssignment)
                        .ifPresent(assignment -> needs.add(ResourceKey.endpoints(assignment)));
            }
        }
        return needs;
    }
}
