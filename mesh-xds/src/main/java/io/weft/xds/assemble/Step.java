package io.weft.xds.assemble;

import io.weft.model.MeshSnapshot;
import io.weft.xds.decode.ResourceKey;
import java.util.Optional;
import java.util.Set;

/**
 * What follows from the events since the last step.
 *
 * @param subscribe resources to ask for from now on
 * @param unsubscribe resources that nothing needs any more
 * @param snapshot the new snapshot, if its content differs from the last one's
 */
public record Step(Set<ResourceKey> subscribe, Set<ResourceKey> unsubscribe, Optional<MeshSnapshot> snapshot) {
    public Step {
        subscribe = Set.copyOf(subscribe);
        unsubscribe = Set.copyOf(unsubscribe);
    }
}
