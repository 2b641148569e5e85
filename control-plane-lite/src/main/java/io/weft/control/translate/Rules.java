package io.weft.control.translate;

import io.weft.control.config.ConfigObject;
import io.weft.control.config.ConfigSnapshot;
import io.weft.control.config.MeshConfig;
import io.weft.control.config.Problem;
import io.weft.control.config.VirtualService;
import io.weft.control.registry.Services;
import java.util.List;
import java.util.Optional;

/**
 * What a configuration says, indexed. Knows nothing of registered workloads, so that it outlives their coming and
 * going.
 *
 * @param inForce the VirtualServices, with older versions of routes that don't lead anywhere yet
 * @param problems references that lead nowhere
 */
record Rules(
        ConfigSnapshot config,
        Services services,
        DestinationRules destinationRules,
        List<ConfigObject<VirtualService>> inForce,
        VirtualServices virtualServices,
        Sidecars sidecars,
        List<Problem> problems) {

    static Rules of(ConfigSnapshot config, Optional<Rules> previous) {
        Services services = Services.of(config);
        DestinationRules destinationRules = DestinationRules.of(config.destinationRules(), config.mesh());
        References references = new References(config.mesh(), services, destinationRules);
        References.Checked checked = references.check(
                config.virtualServices(), previous.map(Rules::inForce).orElse(List.of()));
        return new Rules(
                config,
                services,
                destinationRules,
                checked.inForce(),
                VirtualServices.of(checked.inForce(), config.mesh()),
                new Sidecars(config),
                checked.problems());
    }

    MeshConfig mesh() {
        return config.mesh();
    }
}
