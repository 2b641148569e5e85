package io.weft.runtime.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ConnectivityState;
import io.grpc.ConnectivityStateInfo;
import io.grpc.LoadBalancer.PickResult;
import io.grpc.Status;
import io.weft.model.Address;
import io.weft.model.ConnectionPolicy;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MeshBalancerTest {

    private static final Address A = new Address("127.0.0.1", 1);
    private static final Address B = new Address("127.0.0.1", 2);

    private final HandChannel helper = new HandChannel();
    private final MeshBalancer balancer = new MeshBalancer(helper, helper::now);

    @BeforeEach
    void know() {
        dials(A, B);
    }

    private void dials(Address... addresses) {
        helper.dials(balancer, addresses);
    }

    private static Dial dial(Address address) {
        return new Dial(address, Duration.ofSeconds(3), ConnectionPolicy.DEFAULT);
    }

    private PickResult pick(Dial dial) {
        return helper.pick(dial);
    }

    private void becomes(int connection, ConnectivityState state) {
        helper.becomes(connection, state);
    }

    private void fails(int connection) {
        helper.connections
                .get(connection)
                .becomes(ConnectivityStateInfo.forTransientFailure(Status.UNAVAILABLE.withDescription("refused")));
    }

    @Test
    void connectsOncePerAddressAndOnlyWhenAsked() {
        assertThat(helper.connections).isEmpty();
        assertThat(pick(dial(A)).hasResult()).isFalse();
        pick(dial(A));
        pick(dial(B));
        assertThat(helper.connections).hasSize(2);

        becomes(0, ConnectivityState.READY);
        assertThat(pick(dial(A)).getSubchannel()).isSameAs(helper.connections.get(0));
        assertThat(pick(dial(B)).hasResult()).isFalse();
    }

    @Test
    void endsTheAttemptsThatWaitedForAFailedConnectionAndMakesANewOneForOthers() {
        Dial waiting = dial(A);
        pick(waiting);
        pick(waiting);
        fails(0);
        assertThat(pick(waiting).isDrop()).isTrue();
        assertThat(ConnectFailure.is(pick(waiting).getStatus())).isTrue();
        assertThat(helper.connections.get(0).shutdown).isTrue();

        assertThat(pick(dial(A)).hasResult()).isFalse();
        assertThat(helper.connections).hasSize(2);
    }

    @Test
    void givesUpAConnectionThatTakesTooLong() {
        Dial waiting = dial(A);
        pick(waiting);
        pick(waiting);
        helper.pass(2);
        assertThat(pick(waiting).hasResult()).isFalse();
        helper.pass(1);
        assertThat(ConnectFailure.is(pick(waiting).getStatus())).isTrue();
    }

    @Test
    void connectsAgainAfterAConnectionEnded() {
        pick(dial(A));
        becomes(0, ConnectivityState.READY);
        becomes(0, ConnectivityState.IDLE);
        assertThat(pick(dial(A)).hasResult()).isFalse();
        becomes(0, ConnectivityState.READY);
        assertThat(pick(dial(A)).getSubchannel()).isSameAs(helper.connections.get(0));
    }

    @Test
    void closesConnectionsToAddressesThatLeftAfterAWhile() {
        pick(dial(A));
        becomes(0, ConnectivityState.READY);
        pick(dial(B));
        becomes(1, ConnectivityState.READY);
        dials(B);
        helper.pass(9);
        assertThat(helper.connections.get(0).shutdown).isFalse();
        helper.pass(1);
        assertThat(helper.connections.get(0).shutdown).isTrue();
        assertThat(helper.connections.get(1).shutdown).isFalse();
    }

    @Test
    void keepsTheConnectionOfAnAddressThatCameBackInTime() {
        pick(dial(A));
        becomes(0, ConnectivityState.READY);
        dials(B);
        helper.pass(5);
        dials(A, B);
        helper.pass(20);
        assertThat(helper.connections.get(0).shutdown).isFalse();
    }
}
