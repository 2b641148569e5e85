package io.weft.control.translate;

import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.LbPolicy;
import io.weft.control.config.LoadBalancerSettings;
import io.weft.control.config.LoadBalancerSettings.Simple;
import java.util.Optional;

/** Load balancer settings as Envoy's policy. */
final class LoadBalancers {

    private LoadBalancers() {}

    /** Least request where nothing is said, as Istio has it. */
    static void apply(Cluster.Builder cluster, Optional<LoadBalancerSettings> settings) {
        cluster.setLbPolicy(
                switch (simple(settings)) {
                    case ROUND_ROBIN -> LbPolicy.ROUND_ROBIN;
                    case RANDOM -> LbPolicy.RANDOM;
                    case LEAST_REQUEST, LEAST_CONN, UNSPECIFIED, PASSTHROUGH -> LbPolicy.LEAST_REQUEST;
                });
    }

    static Simple simple(Optional<LoadBalancerSettings> settings) {
        return settings.flatMap(LoadBalancerSettings::simple).orElse(Simple.UNSPECIFIED);
    }
}
