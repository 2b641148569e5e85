package io.weft.control.translate;

import static io.weft.control.translate.Messages.duration;

import com.google.protobuf.UInt64Value;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.LbPolicy;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.MaglevLbConfig;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.RingHashLbConfig;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.SlowStartConfig;
import io.envoyproxy.envoy.config.core.v3.RuntimeDouble;
import io.envoyproxy.envoy.type.v3.Percent;
import io.weft.control.config.LoadBalancerSettings;
import io.weft.control.config.LoadBalancerSettings.ConsistentHash;
import io.weft.control.config.LoadBalancerSettings.Simple;
import io.weft.control.config.LoadBalancerSettings.Warmup;
import java.util.Optional;

/** Load balancer settings as Envoy's policy. */
final class LoadBalancers {

    private static final long RING_SIZE = 1024;

    private LoadBalancers() {}

    /** Least request where nothing is said, as Istio has it. */
    static void apply(Cluster.Builder cluster, Optional<LoadBalancerSettings> settings) {
        Optional<ConsistentHash> hash = settings.flatMap(LoadBalancerSettings::consistentHash);
        if (hash.isPresent()) {
            hash(cluster, hash.get());
        } else {
            simple(cluster, simple(settings), settings.flatMap(LoadBalancerSettings::warmup));
        }
    }

    static Simple simple(Optional<LoadBalancerSettings> settings) {
        return settings.flatMap(LoadBalancerSettings::simple).orElse(Simple.UNSPECIFIED);
    }

    private static void hash(Cluster.Builder cluster, ConsistentHash hash) {
        if (hash.maglevTableSize().isPresent()) {
            cluster.setLbPolicy(LbPolicy.MAGLEV);
            hash.maglevTableSize().stream()
                    .filter(size -> size > 0)
                    .forEach(size -> cluster.setMaglevLbConfig(
                            MaglevLbConfig.newBuilder().setTableSize(UInt64Value.of(size))));
        } else {
            ring(cluster, hash);
        }
    }

    private static void ring(Cluster.Builder cluster, ConsistentHash hash) {
        long size = hash.minimumRingSize().stream()
                .filter(given -> given > 0)
                .findFirst()
                .orElse(RING_SIZE);
        cluster.setLbPolicy(LbPolicy.RING_HASH)
                .setRingHashLbConfig(RingHashLbConfig.newBuilder().setMinimumRingSize(UInt64Value.of(size)));
    }

    private static void simple(Cluster.Builder cluster, Simple simple, Optional<Warmup> warmup) {
        switch (simple) {
            case ROUND_ROBIN -> {
                cluster.setLbPolicy(LbPolicy.ROUND_ROBIN);
                warmup.ifPresent(rule -> cluster.getRoundRobinLbConfigBuilder().setSlowStartConfig(slowStart(rule)));
            }
            case RANDOM -> cluster.setLbPolicy(LbPolicy.RANDOM);
            case LEAST_REQUEST, LEAST_CONN, UNSPECIFIED, PASSTHROUGH -> {
                cluster.setLbPolicy(LbPolicy.LEAST_REQUEST);
                warmup.ifPresent(
                        rule -> cluster.getLeastRequestLbConfigBuilder().setSlowStartConfig(slowStart(rule)));
            }
        }
    }

    /** What is not written is left to Envoy's defaults, which are Istio's: from 10 %, in a straight line. */
    private static SlowStartConfig slowStart(Warmup warmup) {
        SlowStartConfig.Builder config = SlowStartConfig.newBuilder().setSlowStartWindow(duration(warmup.duration()));
        warmup.minimumPercent()
                .ifPresent(percent ->
                        config.setMinWeightPercent(Percent.newBuilder().setValue(percent)));
        // Envoy refuses one without a runtime key.
        warmup.aggression()
                .ifPresent(aggression -> config.setAggression(
                        RuntimeDouble.newBuilder().setDefaultValue(aggression).setRuntimeKey("upstream.slow_start")));
        return config.build();
    }

    /**
     * As far as stock gRPC goes with it: no RANDOM, no Maglev; what is not said is round robin, which every gRPC has.
     */
    static void applyForGrpc(Cluster.Builder cluster, Optional<LoadBalancerSettings> settings) {
        Optional<ConsistentHash> hash = settings.flatMap(LoadBalancerSettings::consistentHash);
        cluster.clearLbConfig();
        if (hash.isPresent()) {
            ring(cluster, hash.get());
        } else {
            Simple simple = simple(settings);
            boolean least = simple == Simple.LEAST_REQUEST || simple == Simple.LEAST_CONN;
            cluster.setLbPolicy(least ? LbPolicy.LEAST_REQUEST : LbPolicy.ROUND_ROBIN);
        }
    }
}
