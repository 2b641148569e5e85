package io.weft.control.translate;

import io.weft.control.config.LoadBalancerSettings;
import io.weft.control.config.LoadBalancerSettings.Distribute;
import io.weft.control.config.LoadBalancerSettings.Failover;
import io.weft.control.config.LoadBalancerSettings.ZoneAware;
import io.weft.control.config.MeshDefaults;
import io.weft.control.config.TrafficPolicy.Settings;
import io.weft.control.registry.Locality;
import java.util.List;
import java.util.Optional;

/**
 * How much localities matter to the calls of one cluster, the rule's word before the mesh's.
 *
 * @param distribute shares by locality; nothing else holds then
 * @param failsOver whether endpoints further off stand back
 * @param failover orders regions
 * @param labels the client's endpoints by label come first, in this order ({@code failoverPriority})
 * @param zones balances zones by their size
 */
record LocalityPolicy(
        List<Distribute> distribute,
        boolean failsOver,
        List<Failover> failover,
        List<String> labels,
        Optional<ZoneAware> zones) {

    private static final LocalityPolicy OFF =
            new LocalityPolicy(List.of(), false, List.of(), List.of(), Optional.empty());

    static LocalityPolicy of(Settings settings, MeshDefaults mesh) {
        Optional<LoadBalancerSettings> balancer = settings.loadBalancer();
        // Without ejection nobody would ever learn that the nearer endpoints are down.
        boolean ejects = settings.outlierDetection().isPresent();
        Optional<ZoneAware> zones = balancer.flatMap(LoadBalancerSettings::zoneAwareLbSetting);
        Optional<LoadBalancerSettings.Locality> own = balancer.flatMap(LoadBalancerSettings::localityLbSetting);
        if (own.isPresent()) {
            return of(own.get(), ejects);
        }
        return zones.or(mesh::zoneAwareLbSetting)
                .filter(setting -> setting.enabled().orElse(zones.isPresent()))
                .map(LocalityPolicy::of)
                .orElseGet(() -> mesh.localityLbSetting()
                        .map(setting -> of(setting, ejects))
                        .orElse(new LocalityPolicy(List.of(), ejects, List.of(), List.of(), Optional.empty())));
    }

    private static LocalityPolicy of(LoadBalancerSettings.Locality setting, boolean ejects) {
        return setting.enabled().orElse(true)
                ? new LocalityPolicy(
                        setting.distribute(),
                        ejects && setting.distribute().isEmpty(),
                        setting.failover(),
                        setting.failoverPriority(),
                        Optional.empty())
                : OFF;
    }

    /** Regions stand apart here with and without ejection. */
    private static LocalityPolicy of(ZoneAware setting) {
        return new LocalityPolicy(
                List.of(), true, setting.failover(), setting.failoverPriority(), Optional.of(setting));
    }

    /** The shares of calls from a locality; empty if there are none for it. */
    Optional<Distribute> shares(Locality from) {
        return distribute.stream().filter(shares -> from.within(shares.from())).findFirst();
    }

    /** Whether the weights of localities count, rather than those of endpoints alone. */
    boolean weighsLocalities(Locality from) {
        return zones.isPresent() || shares(from).isPresent();
    }
}
