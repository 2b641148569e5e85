package io.weft.control.config;

import java.util.List;
import java.util.Optional;

/**
 * What holds where no rule says otherwise (fields of Istio's MeshConfig).
 * A block that a rule has takes the place of the whole block here.
 *
 * @param localityLbSetting of every destination; empty means that failover is on
 * @param zoneAwareLbSetting of every destination; empty means off
 * @param connectionPool of {@code defaultTrafficPolicy}
 * @param outlierDetection of {@code defaultTrafficPolicy}
 * @param serviceExportTo who sees services that don't say ({@code defaultServiceExportTo}); empty for all
 * @param virtualServiceExportTo who sees VirtualServices that don't say; empty for all
 * @param destinationRuleExportTo who sees DestinationRules that don't say; empty for all
 */
public record MeshDefaults(
        Optional<LoadBalancerSettings.Locality> localityLbSetting,
        Optional<LoadBalancerSettings.ZoneAware> zoneAwareLbSetting,
        Optional<ConnectionPoolSettings> connectionPool,
        Optional<OutlierDetection> outlierDetection,
        List<String> serviceExportTo,
        List<String> virtualServiceExportTo,
        List<String> destinationRuleExportTo) {

    /** Istio's own. */
    public static final MeshDefaults NONE = new MeshDefaults(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of(), List.of(), List.of());

    /** What an object says of who sees it, else what the mesh says. */
    public static List<String> exportTo(List<String> own, List<String> mesh) {
        return own.isEmpty() ? mesh : own;
    }

    public MeshDefaults {
        serviceExportTo = List.copyOf(serviceExportTo);
        virtualServiceExportTo = List.copyOf(virtualServiceExportTo);
        destinationRuleExportTo = List.copyOf(destinationRuleExportTo);
    }
}
