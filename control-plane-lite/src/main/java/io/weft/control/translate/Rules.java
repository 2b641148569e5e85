package io.weft.control.translate;

import io.weft.control.config.ConfigObject;
import io.weft.control.config.ConfigSnapshot;
import io.weft.control.config.MeshConfig;
import io.weft.control.config.Problem;
import io.weft.control.config.VirtualService;
import io.weft.control.registry.Services;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a configuration says, indexed. Knows nothing of registered workloads, so that it outlives their coming and
 * going.
 *
 * @param inForce the VirtualServices as written, with older versions of routes that don't lead anywhere yet
 * @param virtualServices the same, with the rules of their delegates
 * @param problems references that lead nowhere, and rules of delegates that hold for nothing
 */
record Rules(
        ConfigSnapshot config,
        Services services,
        DestinationRules destinationRules,
        TrafficGuards guards,
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
        Delegates.Merged whole = Delegates.merge(checked.inForce(), config.mesh());
        return new Rules(
                config,
                services,
                destinationRules,
                TrafficGuards.of(config.trafficGuards(), config.mesh()),
                checked.inForce(),
                VirtualServices.of(whole.objects(), config.mesh()),
                new Sidecars(config),
                Stream.concat(checked.problems().stream(), whole.problems().stream())
                        .toList());
    }

    MeshConfig mesh() {
        return config.mesh();
    }
}
