package io.weft.control.serve;

import static io.weft.control.serve.ResourceType.CLUSTER;
import static io.weft.control.serve.ResourceType.ENDPOINT;
import static io.weft.control.serve.ResourceType.LISTENER;
import static io.weft.control.serve.ResourceType.ROUTE;
import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Names that do not exist, names asked for again, and what a client held before it reconnected. */
class ContentConformanceTest {

    private final FakeMesh mesh =
            new FakeMesh().put(CLUSTER, "a", "1").put(CLUSTER, "b", "1").put(ENDPOINT, "a", "1");

    @ParameterizedTest
    @EnumSource
    void unknownNameDoesNotBlock(Protocol protocol) {
        TestClient client = mesh.client(protocol);
        client.subscribe(CLUSTER, "a", "nowhere");
        assertThat(client.acknowledgeAll()).flatExtracting(TestClient::names).containsExactly("a");
        mesh.put(CLUSTER, "a", "2").publish();
        assertThat(TestClient.names(client.takeOne())).containsExactly("a");
    }

    @ParameterizedTest
    @EnumSource(names = "WHOLE")
    void anUnknownNameAloneIsAnsweredAtOnce(Protocol protocol) {
        TestClient client = mesh.client(protocol);
        client.subscribe(CLUSTER, "nowhere");
        assertThat(client.takeOne().resources()).isEmpty();
        client.subscribe(ROUTE, "nowhere");
        assertThat(client.acknowledgeAll()).flatExtracting(TestClient::names).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void unknownNameAppearsLater(Protocol protocol) {
        TestClient client = mesh.client(protocol);
        client.subscribe(ROUTE, "r");
        client.subscribe(LISTENER, "l");
        client.acknowledgeAll();
        mesh.put(ROUTE, "r", "1").put(LISTENER, "l", "1").publish();
        assertThat(client.acknowledgeAll()).flatExtracting(TestClient::names).containsExactlyInAnyOrder("r", "l");
    }

    @ParameterizedTest
    @EnumSource
    void endpointsAreAlwaysAnswered(Protocol protocol) {
        TestClient client = mesh.client(protocol);
        client.subscribe(ENDPOINT, "nowhere");
        Reply reply = client.takeOne();
        assertThat(TestClient.names(reply)).containsExactly("nowhere");
        assertThat(reply.resources().get(0).hollow()).isTrue();
    }

    @Test
    void deltaUnknownRemoved() {
        TestClient client = mesh.client(Protocol.INCREMENTAL);
        client.subscribe(CLUSTER, "nowhere");
        assertThat(client.takeOne().incremental().getRemovedResourcesList()).containsExactly("nowhere");
    }

    @Test
    void deltaResubscribeResends() {
        TestClient client = mesh.client(Protocol.INCREMENTAL);
        client.subscribe(CLUSTER, "a");
        client.acknowledgeAll();
        client.subscribe(CLUSTER, "a");
        assertThat(TestClient.names(client.takeOne())).containsExactly("a");
    }

    @Test
    void deltaPhantomUnsubscribe() {
        TestClient client = mesh.client(Protocol.INCREMENTAL);
        client.subscribe(CLUSTER, "a");
        client.acknowledgeAll();
        client.unsubscribe(CLUSTER, "never asked for");
        assertThat(client.take()).isEmpty();
    }

    @Test
    void deltaUnsubUnderWildcardAnswered() {
        TestClient client = mesh.client(Protocol.INCREMENTAL);
        client.subscribe(CLUSTER, "*", "a", "nowhere");
        client.acknowledgeAll();
        client.unsubscribe(CLUSTER, "a");
        Reply still = client.takeOne();
        assertThat(TestClient.names(still)).containsExactly("a");
        client.ack(still);
        client.unsubscribe(CLUSTER, "nowhere");
        assertThat(client.takeOne().missing()).containsExactly("nowhere");
    }

    @Test
    void deltaReconnectDiff() {
        TestClient client = mesh.client(Protocol.INCREMENTAL);
        client.delta(reconnect("a", "b").putInitialResourceVersions("b", "outdated"), CLUSTER, "");
        assertThat(TestClient.names(client.takeOne())).containsExactly("b");
    }

    @Test
    void deltaReconnectRemovedWhileAway() {
        TestClient client = mesh.client(Protocol.INCREMENTAL);
        client.delta(
                reconnect("a", "gone").putInitialResourceVersions("gone", FakeMesh.version(CLUSTER, "gone", "1")),
                CLUSTER,
                "");
        assertThat(client.takeOne().incremental().getRemovedResourcesList()).containsExactly("gone");
        TestClient everything = mesh.client(Protocol.INCREMENTAL);
        everything.delta(
                DeltaDiscoveryRequest.newBuilder()
                        .putInitialResourceVersions("a", FakeMesh.version(CLUSTER, "a", "1"))
                        .putInitialResourceVersions("gone", "x"),
                CLUSTER,
                "");
        Reply reply = everything.takeOne();
        assertThat(TestClient.names(reply)).containsExactly("b");
        everything.ack(reply);
        assertThat(everything.takeOne().missing()).as("removals last").containsExactly("gone");
    }

    @Test
    void deltaReconnectOtherReplicaSameVersions() {
        FakeMesh replica = new FakeMesh().put(CLUSTER, "a", "1");
        TestClient client = replica.client(Protocol.INCREMENTAL);
        client.delta(reconnect("a"), CLUSTER, "");
        assertThat(client.take()).isEmpty();
        replica.put(CLUSTER, "a", "2").publish();
        assertThat(TestClient.names(client.takeOne())).containsExactly("a");
    }

    @ParameterizedTest
    @EnumSource
    void noDuplicateNames(Protocol protocol) {
        TestClient client = mesh.client(protocol);
        client.subscribe(CLUSTER, "a", "*", "b");
        client.subscribe(CLUSTER, "a");
        mesh.put(CLUSTER, "a", "2").publish();
        assertThat(client.acknowledgeAll())
                .extracting(TestClient::names)
                .allSatisfy(names -> assertThat(names).doesNotHaveDuplicates());
    }

    /** A first request of a new stream by a client that holds these in their first content. */
    private static DeltaDiscoveryRequest.Builder reconnect(String... names) {
        DeltaDiscoveryRequest.Builder request = DeltaDiscoveryRequest.newBuilder();
        for (String name : names) {
            request.addResourceNamesSubscribe(name)
                    .putInitialResourceVersions(name, FakeMesh.version(CLUSTER, name, "1"));
        }
        return request;
    }
}
