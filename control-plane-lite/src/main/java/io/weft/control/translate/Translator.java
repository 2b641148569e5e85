package io.weft.control.translate;

import io.weft.control.config.ConfigSnapshot;
import io.weft.control.registry.Registry;
import java.util.List;
import java.util.Optional;

/** Turns configuration and registry into what clients are told. */
public final class Translator {

    private Translator() {}

    /**
     * A pure function: the same input gives a view with the same resources, byte for byte. Resources are made when they
     * are asked for; this alone costs little, and next to nothing where only the registry has changed.
     *
     * @param previous what clients were told until now: where a rule leads nowhere, its previous version stays, and
     *     clusters that are gone stay for a while
     */
    public static MeshView translate(ConfigSnapshot config, Registry registry, Optional<MeshView> previous) {
        if (previous.isEmpty()) {
            return new MeshView(Rules.of(config, Optional.empty()), List.of(), registry);
        }
        MeshView before = previous.get();
        return before.rules().config().equals(config)
                ? before.with(registry)
                : before.with(Rules.of(config, Optional.of(before.rules())), registry);
    }
}
