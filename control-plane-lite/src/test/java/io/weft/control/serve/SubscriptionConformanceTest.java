package io.weft.control.serve;

import static io.weft.control.translate.ResourceType.CDS;
import static io.weft.control.translate.ResourceType.EDS;
import static io.weft.control.translate.ResourceType.LDS;
import static io.weft.control.translate.ResourceType.RDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a client wants: everything, names, both, nothing. */
class SubscriptionConformanceTest {

    private final FakeMesh mesh = new FakeMesh()
            .put(CDS, "a", "1")
            .put(CDS, "b", "1")
            .put(CDS, "c", "1")
            .put(EDS, "a", "1")
            .put(RDS, "r", "1");

    @ParameterizedTest
    @EnumSource
    void legacyWildcard(Protocol protocol) {
        TestClient client = mesh.client(protocol);
        client.subscribe(CDS);
        Reply reply = client.takeOne();
        assertThat(TestClient.names(reply)).containsExactlyInAnyOrder("a", "b", "c");
        client.ack(reply);
        mesh.put(CDS, "d", "1").publish();
        assertThat(TestClient.names(client.takeOne())).contains("d");
    }

    @ParameterizedTest
    @EnumSource
    void wildcardOfAnEmptyMeshIsAnswered(Protocol protocol) {
        TestClient client = mesh.client(protocol);
        client.subscribe(LDS);
        assertThat(client.takeOne().resources()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void explicitStar(Protocol protocol) {
        TestClient client = mesh.client(protocol);
        client.subscribe(CDS, "*");
        assertThat(TestClient.names(client.takeOne())).containsExactlyInAnyOrder("a", "b", "c");
    }

    @ParameterizedTest
    @EnumSource
    void starPlusName(Protocol protocol) {
        TestClient client = mesh.client(protocol);
        client.subscribe(CDS, "*", "a", "later");
        Reply reply = client.takeOne();
        assertThat(TestClient.names(reply)).containsExactlyInAnyOrder("a", "b", "c");
        client.ack(reply);
        mesh.put(CDS, "later", "1").publish();
        assertThat(TestClient.names(client.takeOne())).contains("later").doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void leaveStar(Protocol protocol) {
        TestClient client = mesh.client(protocol);
        client.subscribe(CDS, "*", "a");
        client.acknowledgeAll();
        client.unsubscribe(CDS, "*");
        client.acknowledgeAll();
        mesh.put(CDS, "b", "2").publish();
        assertThat(client.take()).isEmpty();
        mesh.put(CDS, "a", "2").publish();
        assertThat(TestClient.names(client.takeOne())).containsExactly("a");
    }

    @ParameterizedTest
    @EnumSource
    void aNameEndsTheLegacyWildcard(Protocol protocol) {
        TestClient client = mesh.client(protocol);
        client.subscribe(CDS);
        client.acknowledgeAll();
        client.subscribe(CDS, "a");
        client.acknowledgeAll();
        mesh.put(CDS, "b", "2").publish();
        assertThat(client.take()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void emptyAfterNamesIsNothing(Protocol protocol) {
        TestClient client = mesh.client(protocol);
        client.subscribe(CDS, "a");
        client.acknowledgeAll();
        client.unsubscribe(CDS, "a");
        mesh.put(CDS, "a", "2").put(CDS, "b", "2").publish();
        assertThat(client.take()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void emptyEdsListNeverWildcard(Protocol protocol) {
        TestClient client = mesh.client(protocol);
        client.subscribe(EDS);
        client.subscribe(RDS);
        mesh.put(EDS, "a", "2").publish();
        assertThat(client.take()).isEmpty();
    }

    @Test
    void ldsCdsCompleteState() {
        TestClient client = mesh.client(Protocol.WHOLE);
        client.ask(CDS, "a", "b");
        client.acknowledgeAll();
        mesh.put(CDS, "a", "2").publish();
        Reply changed = client.takeOne();
        assertThat(TestClient.names(changed)).containsExactlyInAnyOrder("a", "b");
        client.ack(changed);
        mesh.remove(CDS, "a").publish();
        assertThat(TestClient.names(client.takeOne())).as("absence is deletion").containsExactly("b");
    }

    @Test
    void edsRdsPartial() {
        mesh.put(EDS, "b", "1").put(RDS, "s", "1").publish();
        TestClient client = mesh.client(Protocol.WHOLE);
        client.ask(EDS, "a", "b");
        client.ask(RDS, "r", "s");
        client.acknowledgeAll();
        mesh.put(EDS, "b", "2").put(RDS, "s", "2").publish();
        assertThat(client.acknowledgeAll())
                .extracting(TestClient::names)
                .allSatisfy(names -> assertThat(names).hasSize(1).isSubsetOf("b", "s"));
    }

    @Test
    void addNameResendsOnlyLegalSet() {
        TestClient client = mesh.client(Protocol.WHOLE);
        client.ask(EDS, "a");
        client.ask(CDS, "a");
        client.acknowledgeAll();
        client.subscribe(EDS, "b");
        assertThat(TestClient.names(client.takeOne())).containsExactly("b");
        client.subscribe(CDS, "b");
        assertThat(TestClient.names(client.takeOne())).containsExactlyInAnyOrder("a", "b");
    }

    @ParameterizedTest
    @EnumSource
    void aNameAskedForAgainIsSentAgain(Protocol protocol) {
        TestClient client = mesh.client(protocol);
        client.subscribe(EDS, "a");
        client.acknowledgeAll();
        client.unsubscribe(EDS, "a");
        client.subscribe(EDS, "a");
        assertThat(TestClient.names(client.takeOne())).containsExactly("a");
    }

    @ParameterizedTest
    @EnumSource
    void tenThousandNamesOneRequest(Protocol protocol) {
        String[] names = IntStream.range(0, 10_000).mapToObj(i -> "n" + i).toArray(String[]::new);
        for (String name : names) {
            mesh.put(CDS, name, "1");
        }
        mesh.publish();
        TestClient client = mesh.client(protocol);
        client.subscribe(CDS, names);
        assertThat(client.acknowledgeAll().stream()
                        .mapToInt(reply -> reply.resources().size())
                        .sum())
                .isEqualTo(10_000);
    }
}
