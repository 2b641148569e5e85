package io.weft.runtime.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ConnectivityState;
import io.weft.model.Address;
import io.weft.model.Cluster;
import io.weft.model.ConnectionPolicy;
import io.weft.model.LoadBalancing;
import io.weft.model.Thresholds;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When connections end, as rules say. */
class ConnectionLivesTest {

    private static final Address A = new Address("127.0.0.1", 1);

    private final HandChannel helper = new HandChannel();
    private final MeshBalancer balancer = new MeshBalancer(helper, helper::now);

    @BeforeEach
    void know() {
        helper.dials(balancer, A);
    }

    private static Dial dial(ConnectionPolicy policy) {
        return new Dial(A, Duration.ofSeconds(3), policy);
    }

    private static Dial asking(ConnectionPolicy policy) {
        Cluster cluster = new Cluster(
                "c",
                Cluster.Protocol.HTTP2,
                List.of(),
                LoadBalancing.Probing.DEFAULT,
                Optional.empty(),
                0,
                Thresholds.DEFAULT,
                Duration.ofSeconds(3),
                policy,
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                "c",
                "",
                "");
        return Dial.asking(cluster, A);
    }

    private static ConnectionPolicy policy(int requests, long idleSeconds, long mostSeconds, int streams) {
        return new ConnectionPolicy(
                requests,
                Optional.of(Duration.ofSeconds(idleSeconds)),
                Optional.of(Duration.ofSeconds(mostSeconds)),
                Optional.empty(),
                streams);
    }

    @Test
    void givesAConnectionUpWhenItsLastRequestHasEnded() {
        ConnectionPolicy two = policy(2, 1000, 1000, 100);
        Dial first = dial(two);
        Dial second = dial(two);
        helper.pick(first);
        helper.pick(first);
        helper.pick(second);
        helper.becomes(0, ConnectivityState.READY);
        helper.pick(dial(two));
        assertThat(helper.connections).hasSize(2);
        first.end();
        assertThat(helper.connections.get(0).shutdown).isFalse();
        second.end();
        assertThat(helper.connections.get(0).shutdown).isTrue();
    }

    @Test
    void givesAConnectionUpThatWasSilentForTheIdleTimeout() {
        ConnectionPolicy idle = policy(0, 10, 1000, 100);
        Dial first = dial(idle);
        helper.pick(first);
        helper.pick(first);
        helper.becomes(0, ConnectivityState.READY);
        first.end();
        helper.pass(6);
        Dial second = dial(idle);
        helper.pick(second);
        second.end();
        helper.pass(6);
        assertThat(helper.connections.get(0).shutdown).isFalse();
        helper.pass(4);
        assertThat(helper.connections.get(0).shutdown).isTrue();
    }

    @Test
    void takesNoPlaceInAConnectionForAQuestion() {
        ConnectionPolicy one = policy(2, 10, 1000, 1);
        Dial first = dial(one);
        helper.pick(first);
        helper.pick(first);
        helper.becomes(0, ConnectivityState.READY);
        for (int i = 0; i < 5; i++) {
            Dial question = asking(one);
            assertThat(helper.pick(question).getSubchannel()).isSameAs(helper.connections.get(0));
            question.end();
        }
        first.end();
        helper.pass(6);
        Dial second = dial(one);
        helper.pick(second);
        assertThat(helper.connections).hasSize(1);
        second.end();
        helper.pick(dial(one));
        assertThat(helper.connections).hasSize(2);
    }

    @Test
    void givesAConnectionUpThatOnlyQuestionsGoOver() {
        ConnectionPolicy idle = policy(0, 10, 1000, 100);
        for (int i = 0; i < 4; i++) {
            Dial question = asking(idle);
            helper.pick(question);
            helper.pick(question);
            helper.becomes(0, ConnectivityState.READY);
            question.end();
            assertThat(helper.connections.get(0).shutdown).isFalse();
            helper.pass(3);
        }
        assertThat(helper.connections.get(0).shutdown).isTrue();
    }

    @Test
    void givesAConnectionUpAtItsMaxConnectionDuration() {
        ConnectionPolicy old = policy(0, 1000, 10, 100);
        Dial first = dial(old);
        helper.pick(first);
        helper.pick(first);
        helper.becomes(0, ConnectivityState.READY);
        helper.pass(9);
        helper.pick(dial(old));
        assertThat(helper.connections).hasSize(1);
        helper.pass(1);
        helper.pick(dial(old));
        assertThat(helper.connections).hasSize(2);
    }
}
