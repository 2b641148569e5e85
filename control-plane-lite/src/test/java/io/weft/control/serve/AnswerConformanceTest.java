package io.weft.control.serve;

import static io.weft.control.translate.ResourceType.CDS;
import static io.weft.control.translate.ResourceType.EDS;
import static io.weft.control.translate.ResourceType.LDS;
import static io.weft.control.translate.ResourceType.RDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.weft.control.translate.ResourceType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the server owes to requests, acknowledgements and refusals. */
class AnswerConformanceTest {

    private final FakeMesh mesh =
            new FakeMesh().put(CDS, "a", "1").put(CDS, "b", "1").put(EDS, "a", "1");

    @ParameterizedTest
    @EnumSource
    void nodeFirstOnly(Protocol protocol) {
        TestClient client = mesh.client(protocol);
        client.subscribe(CDS, "a");
        client.acknowledgeAll();
        client.subscribe(EDS, "a");
        assertThat(TestClient.names(client.takeOne())).containsExactly("a");
        assertThat(mesh.hub.clients())
                .singleElement()
                .extracting(ClientStatus::node)
                .isEqualTo("test");
    }

    @ParameterizedTest
    @EnumSource
    void nackNoResend(Protocol protocol) {
        TestClient client = mesh.client(protocol);
        client.subscribe(CDS, "a");
        client.nack(client.takeOne(), "bad");
        assertThat(client.take()).isEmpty();
        mesh.publish();
        mesh.put(CDS, "b", "2").publish();
        mesh.pass(10 * ClientStream.PATIENCE_NANOS);
        assertThat(client.take()).isEmpty();
        assertThat(client.responses).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void nackThenFix(Protocol protocol) {
        TestClient client = mesh.client(protocol);
        client.subscribe(CDS, "a");
        client.nack(client.takeOne(), "bad thing");
        assertThat(status(CDS).state()).isEqualTo(TypeStatus.State.ERROR);
        assertThat(status(CDS).refusal()).isEqualTo("bad thing");
        mesh.put(CDS, "a", "2").publish();
        Reply fixed = client.takeOne();
        assertThat(TestClient.names(fixed)).containsExactly("a");
        client.ack(fixed);
        assertThat(status(CDS).state()).isEqualTo(TypeStatus.State.SYNCED);
    }

    @ParameterizedTest
    @EnumSource
    void nackOneTypeDoesNotBlockOthers(Protocol protocol) {
        TestClient client = mesh.client(protocol);
        mesh.put(LDS, "l", "1").put(RDS, "r", "1").publish();
        client.subscribe(CDS, "a");
        client.nack(client.takeOne(), "bad");
        client.subscribe(EDS, "a");
        client.subscribe(LDS, "l");
        client.subscribe(RDS, "r");
        assertThat(client.acknowledgeAll()).extracting(Reply::type).containsExactlyInAnyOrder(EDS, LDS, RDS);
    }

    @ParameterizedTest
    @EnumSource
    void ackNeverAnswered(Protocol protocol) {
        TestClient client = mesh.client(protocol);
        client.subscribe(CDS, "a");
        client.ack(client.takeOne());
        assertThat(client.take()).isEmpty();
        mesh.publish();
        assertThat(client.take()).as("nothing changed").isEmpty();
    }

    @Test
    void staleNonceSotwIgnored() {
        TestClient client = mesh.client(Protocol.WHOLE);
        client.ask(EDS, "a");
        Reply first = client.takeOne();
        client.ack(first);
        mesh.put(EDS, "a", "2").publish();
        Reply second = client.takeOne();
        client.names(EDS).add("b");
        client.whole(EDS, first.nonce(), "");
        assertThat(client.take())
                .as("answers a response that is no longer the last")
                .isEmpty();
        client.ack(second);
        assertThat(TestClient.names(client.takeOne())).containsExactly("b");
    }

    @Test
    void staleNonceDeltaSubscriptionKept() {
        TestClient client = mesh.client(Protocol.INCREMENTAL);
        client.subscribe(CDS, "a");
        client.ack(client.takeOne());
        client.delta(
                DeltaDiscoveryRequest.newBuilder().setResponseNonce("stale").addResourceNamesSubscribe("b"), CDS, "");
        assertThat(TestClient.names(client.takeOne())).containsExactly("b");
    }

    @ParameterizedTest
    @EnumSource
    void duplicateAckTolerated(Protocol protocol) {
        TestClient client = mesh.client(protocol);
        client.subscribe(CDS, "a");
        Reply reply = client.takeOne();
        client.ack(reply);
        client.ack(reply);
        assertThat(client.take()).isEmpty();
        mesh.put(CDS, "a", "2").publish();
        assertThat(TestClient.names(client.takeOne())).containsExactly("a");
    }

    @ParameterizedTest
    @EnumSource
    void oldNonceOnNewStream(Protocol protocol) {
        TestClient client = mesh.client(protocol);
        client.names(EDS).add("a");
        if (protocol == Protocol.WHOLE) {
            client.whole(EDS, "77", "");
        } else {
            client.delta(
                    DeltaDiscoveryRequest.newBuilder().setResponseNonce("77").addResourceNamesSubscribe("a"), EDS, "");
        }
        assertThat(TestClient.names(client.takeOne())).containsExactly("a");
    }

    @ParameterizedTest
    @EnumSource
    void unknownTypeIgnoredNotFatal(Protocol protocol) {
        TestClient client = mesh.client(protocol);
        client.raw(DiscoveryRequest.newBuilder()
                .setTypeUrl("type.googleapis.com/envoy.config.route.v3.ScopedRouteConfiguration")
                .build());
        assertThat(client.take()).isEmpty();
        client.subscribe(CDS, "a");
        assertThat(TestClient.names(client.takeOne())).containsExactly("a");
        assertThat(mesh.hub.clients())
                .as("its first request named it")
                .extracting(ClientStatus::node)
                .containsExactly("test");
    }

    /** Nothing that is served here ends by itself, so that no heartbeat is owed to anyone. */
    @Test
    void ttlHeartbeat() {
        TestClient client = mesh.client(Protocol.INCREMENTAL);
        client.subscribe(CDS, "a");
        Reply reply = client.takeOne();
        assertThat(reply.incremental().getResourcesList()).noneMatch(resource -> resource.hasTtl());
        client.ack(reply);
        mesh.pass(3600 * ClientStream.PATIENCE_NANOS);
        assertThat(client.take()).isEmpty();
    }

    @Test
    void resourceErrorOnce() {
        TestClient client = mesh.client(Protocol.WHOLE);
        client.ask(CDS, "a", "nowhere");
        Reply reply = client.takeOne();
        assertThat(reply.wholeState().getResourceErrorsList())
                .extracting(error -> error.getResourceName().getName())
                .containsExactly("nowhere");
        client.ack(reply);
        mesh.put(CDS, "a", "2").publish();
        assertThat(client.takeOne().wholeState().getResourceErrorsList()).isEmpty();
    }

    private TypeStatus status(ResourceType type) {
        List<TypeStatus> types = mesh.hub.clients().get(0).types();
        return types.stream().filter(t -> t.type() == type).findFirst().orElseThrow();
    }
}
