package io.weft.xds.assemble;

import io.weft.model.Upstream;
import io.weft.xds.decode.ResourceKey;
import java.util.Optional;
import java.util.Set;

/** An upstream that somebody asked for: what is in force for it, and what it needs. Compared by identity. */
final class Wanted {

    private final String name;
    private Optional<Upstream> inForce = Optional.empty();
    private Set<String> clustersInForce = Set.of();
    private Set<ResourceKey> needs = Set.of();

    Wanted(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    Optional<Upstream> inForce() {
        return inForce;
    }

    /** The clusters that its routes in force name. */
    Set<String> clustersInForce() {
        return clustersInForce;
    }

    /** The resources that it is made of, or will be. */
    Set<ResourceKey> needs() {
        return needs;
    }

    void needs(Set<ResourceKey> needs) {
        this.needs = needs;
    }

    /**
     * Puts it in force.
     *
     * @return whether it is different now
     */
    boolean put(Upstream upstream) {
        if (inForce.equals(Optional.of(upstream))) {
            return false;
        }
        inForce = Optional.of(upstream);
        clustersInForce = Answer.clusters(upstream);
        return true;
    }
}
