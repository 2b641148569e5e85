package io.weft.xds.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.TextFormat;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.route.v3.RouteAction;
import io.weft.model.HashPolicy;
import io.weft.model.LoadBalancing;
import io.weft.model.LoadBalancing.Warmup;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Balancing and hashing in Envoy's words, beside what they become. */
class LoadBalancingDecodingTest {

    @Test
    void readsRings() {
        assertThat(balancing("lb_policy: RING_HASH")).isEqualTo(new LoadBalancing.RingHash(1024, 8388608, 0));
        assertThat(balancing("lb_policy: RING_HASH ring_hash_lb_config { minimum_ring_size { value: 64 }"
                        + " maximum_ring_size { value: 128 } }"))
                .isEqualTo(new LoadBalancing.RingHash(64, 128, 0));
        assertThatThrownBy(() -> balancing("lb_policy: RING_HASH ring_hash_lb_config { hash_function: MURMUR_HASH_2 }"))
                .hasMessageContaining("MURMUR_HASH_2");
        assertThatThrownBy(() -> balancing("lb_policy: RING_HASH ring_hash_lb_config { minimum_ring_size { value: 9 }"
                        + " maximum_ring_size { value: 8 } }"))
                .isInstanceOf(Malformed.class);
    }

    @Test
    void readsMaglevTables() {
        assertThat(balancing("lb_policy: MAGLEV")).isEqualTo(new LoadBalancing.Maglev(65_537, 0));
        assertThat(balancing("lb_policy: MAGLEV maglev_lb_config { table_size { value: 101 } }"))
                .isEqualTo(new LoadBalancing.Maglev(101, 0));
        for (String size : List.of("0", "100", "5000077", "18446744073709551615")) {
            assertThatThrownBy(() ->
                            balancing("lb_policy: MAGLEV maglev_lb_config { table_size { value: " + size + " } }"))
                    .hasMessageContaining("prime");
        }
    }

    @Test
    void readsTheBoundOnLoad() {
        String bound = " common_lb_config { consistent_hashing_lb_config { hash_balance_factor { value: 125 } } }";
        assertThat(balancing("lb_policy: MAGLEV" + bound)).isEqualTo(new LoadBalancing.Maglev(65_537, 125));
        assertThat(balancing("lb_policy: RING_HASH" + bound)).isEqualTo(new LoadBalancing.RingHash(1024, 8388608, 125));
        assertThatThrownBy(() -> balancing("lb_policy: MAGLEV" + bound.replace("125", "99")))
                .isInstanceOf(Malformed.class);
    }

    @Test
    void readsSlowStart() {
        assertThat(balancing("lb_policy: ROUND_ROBIN round_robin_lb_config { slow_start_config {"
                        + " slow_start_window { seconds: 20 } aggression { default_value: 1.5 runtime_key: 'k' }"
                        + " min_weight_percent { value: 20 } } }"))
                .isEqualTo(new LoadBalancing.RoundRobin(Optional.of(new Warmup(Duration.ofSeconds(20), 20, 1.5))));
        assertThat(balancing("lb_policy: LEAST_REQUEST least_request_lb_config { slow_start_config {"
                        + " slow_start_window { seconds: 30 } } }"))
                .isEqualTo(new LoadBalancing.LeastRequest(2, Optional.of(new Warmup(Duration.ofSeconds(30), 10, 1))));
        assertThat(balancing("lb_policy: LEAST_REQUEST").warmup()).isEmpty();
    }

    @Test
    void readsWhatIsHashed() {
        assertThat(hashing("hash_policy { header { header_name: 'X-User' } }"
                        + " hash_policy { cookie { name: 'sid' ttl { seconds: 60 } path: '/p'"
                        + "  attributes { name: 'SameSite' value: 'Strict' } } }"
                        + " hash_policy { cookie { name: 'old' } }"
                        + " hash_policy { query_parameter { name: 'user' } }"
                        + " hash_policy { connection_properties { source_ip: true } }"))
                .containsExactly(
                        new HashPolicy.Header("x-user"),
                        new HashPolicy.Cookie(
                                "sid", Optional.of(Duration.ofSeconds(60)), "/p", Map.of("SameSite", "Strict")),
                        new HashPolicy.Cookie("old", Optional.empty(), "", Map.of()),
                        new HashPolicy.QueryParameter("user"),
                        new HashPolicy.SourceIp());
    }

    @Test
    void refusesWhatItWouldHashOtherwise() {
        assertThatThrownBy(() -> hashing("hash_policy { header { header_name: 'x' } terminal: true }"))
                .hasMessageContaining("hash_policy[0].terminal");
        assertThatThrownBy(() -> hashing("hash_policy { filter_state { key: 'x' } }"))
                .isInstanceOf(Malformed.class);
    }

    private static LoadBalancing balancing(String text) {
        return LoadBalancingDecoder.decode(merge(text, Cluster.newBuilder()).build(), Field.ROOT);
    }

    private static List<HashPolicy> hashing(String text) {
        return HashPolicyDecoder.decode(merge(text, RouteAction.newBuilder()).build(), Field.ROOT);
    }

    private static <B extends com.google.protobuf.Message.Builder> B merge(String text, B builder) {
        try {
            TextFormat.merge(text, builder);
            return builder;
        } catch (TextFormat.ParseException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
