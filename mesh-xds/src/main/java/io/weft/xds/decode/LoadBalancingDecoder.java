package io.weft.xds.decode;

import com.google.protobuf.UInt64Value;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.cluster.v3.Cluster.CommonLbConfig.ConsistentHashingLbConfig;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.cluster.v3.Cluster.RingHashLbConfig;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.cluster.v3.Cluster.SlowStartConfig;
import io.weft.model.LoadBalancing;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;

/** A Cluster's lb_policy and what belongs to it. */
final class LoadBalancingDecoder {

    private static final long RING_SIZE = 1024;
    private static final long LARGEST_RING = 8 << 20;
    private static final long TABLE_SIZE = 65_537;
    private static final long LARGEST_TABLE = 5_000_011;
    private static final double MINIMUM_PERCENT = 10;

    private LoadBalancingDecoder() {}

    static LoadBalancing decode(Cluster cluster, Field at) {
        if (cluster.hasLoadBalancingPolicy()) {
            throw at.in("load_balancing_policy").malformed("is not supported");
        }
        return switch (cluster.getLbPolicy()) {
            case ROUND_ROBIN ->
                new LoadBalancing.RoundRobin(warmup(
                        cluster.getRoundRobinLbConfig().hasSlowStartConfig(),
                        cluster.getRoundRobinLbConfig().getSlowStartConfig(),
                        at.in("round_robin_lb_config.slow_start_config")));
            case RANDOM -> new LoadBalancing.Random();
            case LEAST_REQUEST ->
                new LoadBalancing.LeastRequest(
                        Values.orElse(
                                cluster.getLeastRequestLbConfig().hasChoiceCount(),
                                cluster.getLeastRequestLbConfig().getChoiceCount(),
                                2),
                        warmup(
                                cluster.getLeastRequestLbConfig().hasSlowStartConfig(),
                                cluster.getLeastRequestLbConfig().getSlowStartConfig(),
                                at.in("least_request_lb_config.slow_start_config")));
            case RING_HASH ->
                ring(cluster.getRingHashLbConfig(), balanceFactor(cluster, at), at.in("ring_hash_lb_config"));
            case MAGLEV ->
                maglev(
                        size(
                                cluster.getMaglevLbConfig().hasTableSize(),
                                cluster.getMaglevLbConfig().getTableSize(),
                                TABLE_SIZE),
                        balanceFactor(cluster, at),
                        at.in("maglev_lb_config.table_size"));
            case CLUSTER_PROVIDED, LOAD_BALANCING_POLICY_CONFIG, UNRECOGNIZED ->
                throw at.in("lb_policy").malformed(cluster.getLbPolicy() + " is not supported");
        };
    }

    private static LoadBalancing ring(RingHashLbConfig ring, int balanceFactor, Field at) {
        if (ring.getHashFunction() != RingHashLbConfig.HashFunction.XX_HASH) {
            throw at.in("hash_function").malformed(ring.getHashFunction() + " is not supported");
        }
        long minimum = size(ring.hasMinimumRingSize(), ring.getMinimumRingSize(), RING_SIZE);
        long maximum = size(ring.hasMaximumRingSize(), ring.getMaximumRingSize(), LARGEST_RING);
        if (minimum < 0 || minimum > maximum || maximum > LARGEST_RING) {
            throw at.malformed("needs minimum_ring_size ≤ maximum_ring_size ≤ " + LARGEST_RING);
        }
        return new LoadBalancing.RingHash(minimum, maximum, balanceFactor);
    }

    private static LoadBalancing maglev(long size, int balanceFactor, Field at) {
        // Istio lets 1 pass for a prime number.
        boolean usable = size >= 1 && size <= LARGEST_TABLE;
        if (!usable || (size > 1 && !BigInteger.valueOf(size).isProbablePrime(50))) {
            throw at.malformed(Long.toUnsignedString(size) + " is not a prime number up to " + LARGEST_TABLE);
        }
        return new LoadBalancing.Maglev((int) size, balanceFactor);
    }

    private static long size(boolean set, UInt64Value value, long otherwise) {
        return set ? value.getValue() : otherwise;
    }

    private static int balanceFactor(Cluster cluster, Field at) {
        ConsistentHashingLbConfig config = cluster.getCommonLbConfig().getConsistentHashingLbConfig();
        int factor = Values.orElse(config.hasHashBalanceFactor(), config.getHashBalanceFactor(), 0);
        if (factor != 0 && factor < 100) {
            throw at.in("common_lb_config.consistent_hashing_lb_config.hash_balance_factor")
                    .malformed("must be at least 100");
        }
        return factor;
    }

    /** Without a window there is nothing to wait for. */
    private static Optional<LoadBalancing.Warmup> warmup(boolean set, SlowStartConfig config, Field at) {
        Duration window = Values.duration(config.getSlowStartWindow(), at.in("slow_start_window"));
        if (!set || window.isZero()) {
            return Optional.empty();
        }
        double minimum =
                config.hasMinWeightPercent() ? config.getMinWeightPercent().getValue() : MINIMUM_PERCENT;
        double aggression = config.hasAggression() ? config.getAggression().getDefaultValue() : 1;
        if (!(aggression > 0)) {
            throw at.in("aggression").malformed("must be above zero");
        }
        return Optional.of(new LoadBalancing.Warmup(window, minimum, aggression));
    }
}
