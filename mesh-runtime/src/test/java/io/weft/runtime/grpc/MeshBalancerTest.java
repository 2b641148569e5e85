package io.weft.runtime.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Attributes;
import io.grpc.CallOptions;
import io.grpc.ConnectivityState;
import io.grpc.ConnectivityStateInfo;
import io.grpc.LoadBalancer;
import io.grpc.LoadBalancer.PickResult;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.weft.model.Address;
import io.weft.model.ConnectionPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
        helper.context.execute(() -> balancer.acceptResolvedAddresses(LoadBalancer.ResolvedAddresses.newBuilder()
                .setAddresses(List.of())
                .setAttributes(Attributes.newBuilder()
                        .set(MeshBalancer.DIALLED, Set.of(addresses))
                        .build())
                .build()));
    }

    private static Dial dial(Address address) {
        return new Dial(address, Duration.ofSeconds(3), ConnectionPolicy.DEFAULT);
    }

    private PickResult pick(Dial dial) {
        return helper.picker.pickSubchannel(new LoadBalancer.PickSubchannelArgs() {
            @Override
            public CallOptions getCallOptions() {
                return CallOptions.DEFAULT.withOption(Dial.KEY, dial);
            }

            @Override
            public Metadata getHeaders() {
                return new Metadata();
            }

            @Override
            public MethodDescriptor<?, ?> getMethodDescriptor() {
                return Bytes.method(EchoServer.UNARY, MethodType.UNARY);
            }
        });
    }

    private void becomes(int connection, ConnectivityState state) {
        helper.connections.get(connection).becomes(ConnectivityStateInfo.forNonError(state));
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

    private static Dial dial(ConnectionPolicy policy) {
        return new Dial(A, Duration.ofSeconds(3), policy);
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
        pick(first);
        pick(first);
        pick(second);
        becomes(0, ConnectivityState.READY);
        pick(dial(two));
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
        pick(first);
        pick(first);
        becomes(0, ConnectivityState.READY);
        first.end();
        helper.pass(6);
        Dial second = dial(idle);
        pick(second);
        second.end();
        helper.pass(6);
        assertThat(helper.connections.get(0).shutdown).isFalse();
        helper.pass(4);
        assertThat(helper.connections.get(0).shutdown).isTrue();
    }

    @Test
    void givesAConnectionUpAtItsMaxConnectionDuration() {
        ConnectionPolicy old = policy(0, 1000, 10, 100);
        Dial first = dial(old);
        pick(first);
        pick(first);
        becomes(0, ConnectivityState.READY);
        helper.pass(9);
        pick(dial(old));
        assertThat(helper.connections).hasSize(1);
        helper.pass(1);
        pick(dial(old));
        assertThat(helper.connections).hasSize(2);
    }
}
