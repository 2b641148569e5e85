package io.weft.control.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.LbPolicy;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.SlowStartConfig;
import org.junit.jupiter.api.Test;

/** What the parts of {@code loadBalancer} make of a cluster. */
class BalancingTest {

    private static final String NAME = "outbound|9080||ratings.default.svc.cluster.local";

    @Test
    void hashesOnARingOf1024WhereNoTableIsWritten() {
        Cluster cluster = cluster("consistentHash: {httpHeaderName: x-user}");
        assertThat(cluster.getLbPolicy()).isEqualTo(LbPolicy.RING_HASH);
        assertThat(cluster.getRingHashLbConfig().getMinimumRingSize().getValue())
                .isEqualTo(1024);
    }

    @Test
    void takesRingHashMinimumRingSize() {
        assertThat(cluster("consistentHash: {httpHeaderName: x-user, ringHash: {minimumRingSize: 64}}")
                        .getRingHashLbConfig()
                        .getMinimumRingSize()
                        .getValue())
                .isEqualTo(64);
    }

    @Test
    void takesTheDeprecatedMinimumRingSize() {
        assertThat(cluster("consistentHash: {httpHeaderName: x-user, minimumRingSize: 2048}")
                        .getRingHashLbConfig()
                        .getMinimumRingSize()
                        .getValue())
                .isEqualTo(2048);
    }

    @Test
    void takesMaglevTableSize() {
        Cluster cluster = cluster("consistentHash: {useSourceIp: true, maglev: {tableSize: 101}}");
        assertThat(cluster.getLbPolicy()).isEqualTo(LbPolicy.MAGLEV);
        assertThat(cluster.getMaglevLbConfig().getTableSize().getValue()).isEqualTo(101);
    }

    @Test
    void warmsUpByWarmup() {
        String warmup = "warmup: {duration: 20s, minimumPercent: 20, aggression: 1.5}";
        SlowStartConfig turns = cluster("simple: ROUND_ROBIN, " + warmup)
                .getRoundRobinLbConfig()
                .getSlowStartConfig();
        assertThat(turns.getSlowStartWindow().getSeconds()).isEqualTo(20);
        assertThat(turns.getMinWeightPercent().getValue()).isEqualTo(20);
        assertThat(turns.getAggression().getDefaultValue()).isEqualTo(1.5);
        assertThat(cluster(warmup).getLeastRequestLbConfig().getSlowStartConfig())
                .isEqualTo(turns);
        assertThat(cluster("simple: RANDOM, " + warmup).hasRoundRobinLbConfig()).isFalse();
    }

    @Test
    void warmsUpByTheDeprecatedWarmupDurationSecs() {
        SlowStartConfig start = cluster("simple: LEAST_REQUEST, warmupDurationSecs: 30s")
                .getLeastRequestLbConfig()
                .getSlowStartConfig();
        assertThat(start.getSlowStartWindow().getSeconds()).isEqualTo(30);
        assertThat(start.hasMinWeightPercent()).isFalse();
        assertThat(start.hasAggression()).isFalse();
    }

    @Test
    void putsStockGrpcOnARing() {
        Cluster cluster = given("consistentHash: {httpHeaderName: x-user, maglev: {tableSize: 101}}")
                .asked(ClientKind.GRPC, "default")
                .cluster(NAME);
        assertThat(cluster.getLbPolicy()).isEqualTo(LbPolicy.RING_HASH);
        assertThat(cluster.hasMaglevLbConfig()).isFalse();
    }

    private static Given given(String balancer) {
        return Given.yaml(
                Given.WORLD,
                Given.destinationRule(
                        "name: r", "host: ratings\ntrafficPolicy:\n  loadBalancer: {" + balancer + "}\n"));
    }

    private static Cluster cluster(String balancer) {
        return given(balancer).cluster(NAME);
    }
}
