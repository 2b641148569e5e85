package io.weft.control.serve;

import static io.weft.control.translate.ResourceType.CDS;
import static io.weft.control.translate.ResourceType.EDS;
import static io.weft.control.translate.ResourceType.LDS;
import static io.weft.control.translate.ResourceType.RDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Make before break, one response at a time, and what a slow reader gets. */
class OrderConformanceTest {

    private final FakeMesh mesh = new FakeMesh();

    OrderConformanceTest() {
        all("1");
    }

    private void all(String content) {
        mesh.put(CDS, "old", content)
                .put(EDS, "old", content)
                .put(LDS, "l", content)
                .put(RDS, "r", content);
    }

    private TestClient synced(Protocol protocol) {
        TestClient client = mesh.client(protocol);
        client.subscribe(CDS);
        client.subscribe(LDS);
        client.acknowledgeAll();
        client.subscribe(EDS, "old", "new");
        client.subscribe(RDS, "r");
        client.acknowledgeAll();
        return client;
    }

    @ParameterizedTest
    @EnumSource
    void orderCdsEdsLdsRds(Protocol protocol) {
        TestClient client = synced(protocol);
        all("2");
        mesh.publish();
        List<Reply> first = client.take();
        assertThat(first).extracting(Reply::type).containsExactly(CDS, EDS);
        client.ack(first.get(0));
        assertThat(client.take()).as("the endpoints are not answered yet").isEmpty();
        client.ack(first.get(1));
        assertThat(client.take()).extracting(Reply::type).containsExactly(LDS, RDS);
    }

    @ParameterizedTest
    @EnumSource
    void aClientThatDoesNotAnswerWaitsASecond(Protocol protocol) {
        TestClient client = synced(protocol);
        all("2");
        mesh.publish();
        client.take();
        mesh.pass(ClientStream.PATIENCE_NANOS - 1);
        assertThat(client.take()).isEmpty();
        mesh.pass(1);
        assertThat(client.take()).extracting(Reply::type).containsExactly(LDS, RDS);
    }

    @ParameterizedTest
    @EnumSource
    void removeAfterUnreferenced(Protocol protocol) {
        TestClient client = synced(protocol);
        mesh.remove(CDS, "old").remove(EDS, "old");
        mesh.put(CDS, "new", "1").put(EDS, "new", "1").put(RDS, "r", "to new");
        mesh.publish();
        List<Reply> make = client.take();
        assertThat(make).extracting(Reply::type).containsExactly(CDS, EDS);
        assertThat(make.get(0).missing()).isEmpty();
        assertThat(TestClient.names(make.get(1)))
                .as("the old one keeps its endpoints")
                .containsExactly("new");
        if (protocol == Protocol.WHOLE) {
            assertThat(TestClient.names(make.get(0))).containsExactlyInAnyOrder("old", "new");
        }
        make.forEach(client::ack);
        Reply route = client.takeOne();
        assertThat(route.type()).isEqualTo(RDS);
        client.ack(route);
        List<Reply> last = client.take();
        assertThat(last).extracting(Reply::type).containsExactly(CDS, EDS);
        assertThat(TestClient.names(last.get(0))).doesNotContain("old");
        assertThat(last.get(1).resources()).singleElement().matches(Entry::hollow);
    }

    @ParameterizedTest
    @EnumSource
    void edsAfterCdsChange(Protocol protocol) {
        TestClient client = synced(protocol);
        mesh.put(CDS, "old", "2").publish();
        List<Reply> replies = client.take();
        assertThat(replies).extracting(Reply::type).containsExactly(CDS, EDS);
        assertThat(TestClient.names(replies.get(1))).containsExactly("old");
    }

    @ParameterizedTest
    @EnumSource
    void slowReaderBounded(Protocol protocol) {
        TestClient client = synced(protocol);
        int before = client.responses;
        for (int i = 0; i < 1_000; i++) {
            all("change " + i);
            mesh.publish();
            mesh.pass(ClientStream.PATIENCE_NANOS);
        }
        assertThat(client.responses - before).as("one per type").isEqualTo(4);
    }

    @ParameterizedTest
    @EnumSource
    void slowReaderGetsLatestNotAll(Protocol protocol) {
        TestClient client = synced(protocol);
        for (int i = 0; i < 100; i++) {
            mesh.put(EDS, "old", "change " + i).publish();
        }
        Reply first = client.takeOne();
        client.ack(first);
        Reply second = client.takeOne();
        assertThat(second.resources())
                .extracting(Entry::version)
                .containsExactly(FakeMesh.version(EDS, "old", "change 99"));
        client.ack(second);
        assertThat(client.take()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aChangeTakenBackWhileOneIsUnansweredIsNotSent(Protocol protocol) {
        TestClient client = synced(protocol);
        mesh.put(RDS, "r", "2").publish();
        Reply reply = client.takeOne();
        mesh.put(RDS, "r", "3").publish();
        mesh.put(RDS, "r", "2").publish();
        client.ack(reply);
        assertThat(client.take()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void fourMebibyteResponseSplit(Protocol protocol) {
        String megabyte = "x".repeat(1024 * 1024);
        TestClient client = mesh.client(protocol);
        String[] names = new String[10];
        for (int i = 0; i < names.length; i++) {
            names[i] = "r" + i;
            mesh.put(RDS, names[i], megabyte);
        }
        mesh.publish();
        client.subscribe(RDS, names);
        List<Reply> replies = client.acknowledgeAll();
        assertThat(replies).flatExtracting(TestClient::names).containsExactlyInAnyOrder(names);
        assertThat(replies)
                .hasSize(4)
                .allSatisfy(reply ->
                        assertThat(reply.wholeState().getSerializedSize()).isLessThan(4 * 1024 * 1024));
    }

    @ParameterizedTest
    @EnumSource
    void aChangeIsOverWhenAllHaveAnsweredIt(Protocol protocol) {
        TestClient one = synced(protocol);
        TestClient other = synced(protocol);
        mesh.put(RDS, "r", "2");
        CompletableFuture<Void> over = mesh.publish().toCompletableFuture();
        one.acknowledgeAll();
        assertThat(over).isNotDone();
        other.acknowledgeAll();
        assertThat(over).isCompleted();
        mesh.put(RDS, "r", "3");
        CompletableFuture<Void> unanswered = mesh.publish().toCompletableFuture();
        one.acknowledgeAll();
        other.close();
        assertThat(unanswered).as("who left need not answer").isCompleted();
    }
}
