package io.weft.control.serve;

import static io.weft.control.serve.ResourceType.CLUSTER;
import static io.weft.control.serve.ResourceType.ENDPOINT;
import static io.weft.control.serve.ResourceType.LISTENER;
import static io.weft.control.serve.ResourceType.ROUTE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a client wants: everything, names, both, nothing. */
class SubscriptionConformanceTest {

    private final FakeMesh mesh = new FakeMesh()
            .put(CLUSTER, "a", "1")
            .put(CLUSTER, "b", "1")
            .put(CLUSTER, "c", "1")
            .put(ENDPOINT, "a", "1")
            .put(ROUTE, "r", "1");

    @ParameterizedTest
    @EnumSource
    void legacyWildcard(Protocol protocol) {
        TestClient client = mesh.client(protocol);
        client.subscribe(CLUSTER);
        Reply reply = client.takeOne();
        assertThat(TestClient.names(reply)).containsExactlyInAnyOrder("a", "b", "c");
        client.ack(reply);
        mesh.put(CLUSTER, "d", "1").publish();
        assertThat(TestClient.names(client.takeOne())).contains("d");
    }

    @ParameterizedTest
    @EnumSource
    void wildcardOfAnEmptyMeshIsAnswered(Protocol protocol) {
        TestClient client = mesh.client(protocol);
        client.subscribe(LISTENER);
        assertThat(client.takeOne().resources()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void explicitStar(Protocol protocol) {
        TestClient client = mesh.client(protocol);
        client.subscribe(CLUSTER, "*");
        assertThat(TestClient.names(client.takeOne())).containsExactlyInAnyOrder("a", "b", "c");
    }

    @ParameterizedTest
    @EnumSource
    void starPlusName(Protocol protocol) {
        TestClient client = mesh.client(protocol);
        client.subscribe(CLUSTER, "*", "a", "later");
        Reply reply = client.takeOne();
        assertThat(TestClient.names(reply)).containsExactlyInAnyOrder("a", "b", "c");
        client.ack(reply);
        mesh.put(CLUSTER, "later", "1").publish();
        assertThat(TestClient.names(client.takeOne())).contains("later").doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void leaveStar(Protocol protocol) {
        TestClient client = mesh.client(protocol);
        client.subscribe(CLUSTER, "*", "a");
        client.acknowledgeAll();
        client.unsubscribe(CLUSTER, "*");
        client.acknowledgeAll();
        mesh.put(CLUSTER, "b", "2").publish();
        assertThat(client.take()).isEmpty();
        mesh.put(CLUSTER, "a", "2").publish();
        assertThat(TestClient.names(client.takeOne())).containsExactly("a");
    }

    @ParameterizedTest
    @EnumSource
    void aNameEndsTheLegacyWildcard(Protocol protocol) {
        TestClient client = mesh.client(protocol);
        client.subscribe(CLUSTER);
        client.acknowledgeAll();
        client.subscribe(CLUSTER, "a");
        client.acknowledgeAll();
        mesh.put(CLUSTER, "b", "2").publish();
        assertThat(client.take()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void emptyAfterNamesIsNothing(Protocol protocol) {
        TestClient client = mesh.client(protocol);
        client.subscribe(CLUSTER, "a");
        client.acknowledgeAll();
        client.unsubscribe(CLUSTER, "a");
        mesh.put(CLUSTER, "a", "2").put(CLUSTER, "b", "2").publish();
        assertThat(client.take()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void emptyEdsListNeverWildcard(Protocol protocol) {
        TestClient client = mesh.client(protocol);
        client.subscribe(ENDPOINT);
        client.subscribe(ROUTE);
        mesh.put(ENDPOINT, "a", "2").publish();
        assertThat(client.take()).isEmpty();
    }

    @Test
    void ldsCdsCompleteState() {
        TestClient client = mesh.client(Protocol.WHOLE);
        client.ask(CLUSTER, "a", "b");
        client.acknowledgeAll();
        mesh.put(CLUSTER, "a", "2").publish();
        Reply changed = client.takeOne();
        assertThat(TestClient.names(changed)).containsExactlyInAnyOrder("a", "b");
        client.ack(changed);
        mesh.remove(CLUSTER, "a").publish();
        assertThat(TestClient.names(client.takeOne())).as("absence is deletion").containsExactly("b");
    }

    @Test
    void edsRdsPartial() {
        mesh.put(ENDPOINT, "b", "1").put(ROUTE, "s", "1").publish();
        TestClient client = mesh.client(Protocol.WHOLE);
        client.ask(ENDPOINT, "a", "b");
        client.ask(ROUTE, "r", "s");
        client.acknowledgeAll();
        mesh.put(ENDPOINT, "b", "2").put(ROUTE, "s", "2").publish();
        assertThat(client.acknowledgeAll())
                .extracting(TestClient::names)
                .allSatisfy(names -> assertThat(names).hasSize(1).isSubsetOf("b", "s"));
    }

    @Test
    void addNameResendsOnlyLegalSet() {
        TestClient client = mesh.client(Protocol.WHOLE);
        client.ask(ENDPOINT, "a");
        client.ask(CLUSTER, "a");
        client.acknowledgeAll();
        client.subscribe(ENDPOINT, "b");
        assertThat(TestClient.names(client.takeOne())).containsExactly("b");
        client.subscribe(CLUSTER, "b");
        assertThat(TestClient.names(client.takeOne())).containsExactlyInAnyOrder("a", "b");
    }

    @ParameterizedTest
    @EnumSource
    void aNameAskedForAgainIsSentAgain(Protocol protocol) {
        TestClient client = mesh.client(protocol);
        client.subscribe(ENDPOINT, "a");
        client.acknowledgeAll();
        client.unsubscribe(ENDPOINT, "a");
        client.subscribe(ENDPOINT, "a");
        assertThat(TestClient.names(client.takeOne())).containsExactly("a");
    }

    @ParameterizedTest
    @EnumSource
    void tenThousandNamesOneRequest(Protocol protocol) {
        String[] names = IntStream.range(0, 10_000).mapToObj(i -> "n" + i).toArray(String[]::new);
        for (String name : names) {
            mesh.put(CLUSTER, name, "1");
        }
        mesh.publish();
        TestClient client = mesh.client(protocol);
        client.subscribe(CLUSTER, names);
        assertThat(client.acknowledgeAll().stream()
                        .mapToInt(reply -> reply.resources().size())
                        .sum())
                .isEqualTo(10_000);
    }
}
