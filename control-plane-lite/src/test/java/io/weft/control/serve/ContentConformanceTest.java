package io.weft.control.serve;

import static io.weft.control.translate.ResourceType.CDS;
import static io.weft.control.translate.ResourceType.EDS;
import static io.weft.control.translate.ResourceType.LDS;
import static io.weft.control.translate.ResourceType.RDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Names that do not exist, names asked for again, and what a client held before it reconnected. */
class ContentConformanceTest {

    private final FakeMesh mesh =
            new FakeMesh().put(CDS, "a", "1").put(CDS, "b", "1").put(EDS, "a", "1");

    @ParameterizedTest
    @EnumSource
    void unknownNameDoesNotBlock(Protocol protocol) {
        TestClient client = mesh.client(protocol);
        client.subscribe(CDS, "a", "nowhere");
        assertThat(client.acknowledgeAll()).flatExtracting(TestClient::names).containsExactly("a");
        mesh.put(CDS, "a", "2").publish();
        assertThat(TestClient.names(client.takeOne())).containsExactly("a");
    }

    @ParameterizedTest
    @EnumSource(names = "WHOLE")
    void anUnknownNameAloneIsAnsweredAtOnce(Protocol protocol) {
        TestClient client = mesh.client(protocol);
        client.subscribe(CDS, "nowhere");
        assertThat(client.takeOne().resources()).isEmpty();
        client.subscribe(RDS, "nowhere");
        assertThat(client.acknowledgeAll()).flatExtracting(TestClient::names).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void unknownNameAppearsLater(Protocol protocol) {
        TestClient client = mesh.client(protocol);
        client.subscribe(RDS, "r");
        client.subscribe(LDS, "l");
        client.acknowledgeAll();
        mesh.put(RDS, "r", "1").put(LDS, "l", "1").publish();
        assertThat(client.acknowledgeAll()).flatExtracting(TestClient::names).containsExactlyInAnyOrder("r", "l");
    }

    @ParameterizedTest
    @EnumSource
    void endpointsAreAlwaysAnswered(Protocol protocol) {
        TestClient client = mesh.client(protocol);
        client.subscribe(EDS, "nowhere");
        Reply reply = client.takeOne();
        assertThat(TestClient.names(reply)).containsExactly("nowhere");
        assertThat(reply.resources().get(0).hollow()).isTrue();
    }

    @Test
    void deltaUnknownRemoved() {
        TestClient client = mesh.client(Protocol.INCREMENTAL);
        client.subscribe(CDS, "nowhere");
        assertThat(client.takeOne().incremental().getRemovedResourcesList()).containsExactly("nowhere");
    }

    @Test
    void deltaResubscribeResends() {
        TestClient client = mesh.client(Protocol.INCREMENTAL);
        client.subscribe(CDS, "a");
        client.acknowledgeAll();
        client.subscribe(CDS, "a");
        assertThat(TestClient.names(client.takeOne())).containsExactly("a");
    }

    @Test
    void deltaPhantomUnsubscribe() {
        TestClient client = mesh.client(Protocol.INCREMENTAL);
        client.subscribe(CDS, "a");
        client.acknowledgeAll();
        client.unsubscribe(CDS, "never asked for");
        assertThat(client.take()).isEmpty();
    }

    @Test
    void deltaUnsubUnderWildcardAnswered() {
        TestClient client = mesh.client(Protocol.INCREMENTAL);
        client.subscribe(CDS, "*", "a", "nowhere");
        client.acknowledgeAll();
        client.unsubscribe(CDS, "a");
        Reply still = client.takeOne();
        assertThat(TestClient.names(still)).containsExactly("a");
        client.ack(still);
        client.unsubscribe(CDS, "nowhere");
        assertThat(client.takeOne().missing()).containsExactly("nowhere");
    }

    @Test
    void deltaReconnectDiff() {
        TestClient client = mesh.client(Protocol.INCREMENTAL);
        client.delta(reconnect("a", "b").putInitialResourceVersions("b", "outdated"), CDS, "");
        assertThat(TestClient.names(client.takeOne())).containsExactly("b");
    }

    @Test
    void deltaReconnectRemovedWhileAway() {
        TestClient client = mesh.client(Protocol.INCREMENTAL);
        client.delta(
                reconnect("a", "gone").putInitialResourceVersions("gone", FakeMesh.version(CDS, "gone", "1")), CDS, "");
        assertThat(client.takeOne().incremental().getRemovedResourcesList()).containsExactly("gone");
        TestClient everything = mesh.client(Protocol.INCREMENTAL);
        everything.delta(
                DeltaDiscoveryRequest.newBuilder()
                        .putInitialResourceVersions("a", FakeMesh.version(CDS, "a", "1"))
                        .putInitialResourceVersions("gone", "x"),
                CDS,
                "");
        Reply reply = everything.takeOne();
        assertThat(TestClient.names(reply)).containsExactly("b");
        everything.ack(reply);
        assertThat(everything.takeOne().missing()).as("removals last").containsExactly("gone");
    }

    @Test
    void deltaReconnectOtherReplicaSameVersions() {
        FakeMesh replica = new FakeMesh().put(CDS, "a", "1");
        TestClient client = replica.client(Protocol.INCREMENTAL);
        client.delta(reconnect("a"), CDS, "");
        assertThat(client.take()).isEmpty();
        replica.put(CDS, "a", "2").publish();
        assertThat(TestClient.names(client.takeOne())).containsExactly("a");
    }

    @ParameterizedTest
    @EnumSource
    void noDuplicateNames(Protocol protocol) {
        TestClient client = mesh.client(protocol);
        client.subscribe(CDS, "a", "*", "b");
        client.subscribe(CDS, "a");
        mesh.put(CDS, "a", "2").publish();
        assertThat(client.acknowledgeAll())
                .extracting(TestClient::names)
                .allSatisfy(names -> assertThat(names).doesNotHaveDuplicates());
    }

    /** A first request of a new stream by a client that holds these in their first content. */
    private static DeltaDiscoveryRequest.Builder reconnect(String... names) {
        DeltaDiscoveryRequest.Builder request = DeltaDiscoveryRequest.newBuilder();
        for (String name : names) {
            request.addResourceNamesSubscribe(name).putInitialResourceVersions(name, FakeMesh.version(CDS, name, "1"));
        }
        return request;
    }
}
