package io.weft.control.translate;

import io.weft.control.config.ConfigSnapshot;
import io.weft.control.registry.Registry;
import java.util.Optional;

/** Turns configuration and registry into what clients are told. */
public final class Translator {

    private Translator() {}

    /**
     * A pure function: the same input gives a view with the same resources, byte for byte. Resources are made when they
     * are asked for; this alone costs little, and next to nothing where only the registry has changed.
     *
     * @param previous what clients were told until now: where a rule leads nowhere, its previous version stays
     */
    public static MeshView translate(ConfigSnapshot config, Registry registry, Optional<MeshView> previous) {
        Optional<Rules> before = previous.map(MeshView::rules);
        Rules rules = before.filter(known -> known.config().equals(config)).orElseGet(() -> Rules.of(config, before));
        return new MeshView(rules, registry);
    }
}
