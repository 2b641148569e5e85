package io.weft.control.config.kinds;

import io.weft.control.config.LoadBalancerSettings.Distribute;
import io.weft.control.config.LoadBalancerSettings.Failover;
import io.weft.control.config.LoadBalancerSettings.Locality;
import io.weft.control.config.LoadBalancerSettings.ZoneAware;
import io.weft.control.config.schema.Node;
import java.util.List;

/** What is said of localities, from its checked tree. */
final class LocalityReader {

    private LocalityReader() {}

    static Locality locality(Node setting) {
        return new Locality(
                Values.flag(setting, "enabled"),
                Values.list(
                        setting,
                        "distribute",
                        share -> new Distribute(share.text("from").orElse(""), Values.map(share, "to", weight ->
                                (int) weight.number()))),
                failover(setting),
                setting.texts("failoverPriority"));
    }

    static ZoneAware zoneAware(Node setting) {
        return new ZoneAware(
                Values.flag(setting, "enabled"),
                failover(setting),
                setting.texts("failoverPriority"),
                Values.integer(setting, "minClusterSize"));
    }

    private static List<Failover> failover(Node setting) {
        return Values.list(
                setting,
                "failover",
                pair -> new Failover(
                        pair.text("from").orElse(""), pair.text("to").orElse("")));
    }
}
