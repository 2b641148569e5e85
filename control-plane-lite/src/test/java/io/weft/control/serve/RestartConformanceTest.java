package io.weft.control.serve;

import static io.weft.control.translate.ResourceType.EDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A control plane that was started again, before its workloads have come back. */
class RestartConformanceTest {

    private final FakeMesh mesh = new FakeMesh().complete(false).put(EDS, "back", "1");

    @ParameterizedTest
    @EnumSource
    void aClientKeepsTheEndpointsThatItHasUntilAllHadTimeToComeBack(Protocol protocol) {
        TestClient client = returning(protocol);
        Reply first = client.takeOne();
        assertThat(TestClient.names(first)).as("of the other, nothing is known").containsExactly("back");
        client.ack(first);
        mesh.pass(10 * ClientStream.PATIENCE_NANOS);
        assertThat(client.take()).isEmpty();

        mesh.complete(true).publish();
        mesh.pass(ClientStream.PATIENCE_NANOS);

        assertThat(client.takeOne().resources()).singleElement().matches(Entry::hollow);
    }

    @ParameterizedTest
    @EnumSource
    void aWorkloadThatComesBackIsToldOfAtOnce(Protocol protocol) {
        TestClient client = returning(protocol);
        client.acknowledgeAll();

        mesh.put(EDS, "late", "1").publish();
        mesh.pass(ClientStream.PATIENCE_NANOS);

        Reply last = client.take().stream().reduce((first, second) -> second).orElseThrow();
        assertThat(TestClient.names(last)).containsExactly("late");
    }

    @ParameterizedTest
    @EnumSource
    void aNewClientHearsAtOnceThatThereAreNoEndpoints(Protocol protocol) {
        TestClient client = mesh.client(protocol);
        client.subscribe(EDS, "late");
        assertThat(client.takeOne().resources()).singleElement().matches(Entry::hollow);
    }

    /** Has endpoints of both from an earlier stream. */
    private TestClient returning(Protocol protocol) {
        TestClient client = mesh.client(protocol);
        client.names(EDS).add("back");
        client.names(EDS).add("late");
        if (protocol == Protocol.WHOLE) {
            client.raw(DiscoveryRequest.newBuilder()
                    .setTypeUrl(EDS.typeUrl())
                    .setVersionInfo("7")
                    .addAllResourceNames(client.names(EDS))
                    .build());
        } else {
            client.delta(
                    DeltaDiscoveryRequest.newBuilder()
                            .addAllResourceNamesSubscribe(client.names(EDS))
                            .putInitialResourceVersions("back", "old")
                            .putInitialResourceVersions("late", "old"),
                    EDS,
                    "");
        }
        return client;
    }
}
