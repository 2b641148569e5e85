package io.weft.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.grpc.ManagedChannel;
import io.weft.control.config.Problem;
import io.weft.control.translate.ResourceType;
import io.weft.proto.registry.v1.RegisterRequest;
import io.weft.proto.registry.v1.WorkloadState;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlPlaneIT {

    private static final String SERVICE = """
            apiVersion: v1
            kind: Service
            metadata: {name: reviews}
            spec:
              selector: {app: reviews}
              ports: [{name: http, port: 9080}]
            """;
    private static final String CLUSTER = "outbound|9080||reviews.default.svc.cluster.local";
    private static final String ROUTES = "reviews.default.svc.cluster.local:9080";

    @TempDir
    private Path folder;

    private Mesh mesh;
    private ManagedChannel channel;

    @BeforeEach
    void start() throws IOException {
        Mesh.save(folder, "reviews.yaml", SERVICE);
        mesh = Mesh.start(folder);
        channel = mesh.channel();
    }

    @AfterEach
    void stop() throws InterruptedException {
        Mesh.end(channel);
        mesh.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSavedRuleReachesAClient(boolean incremental) throws Exception {
        AdsClient client = new AdsClient(channel, incremental, "client", "default");
        client.subscribe(ResourceType.RDS, ROUTES);
        client.await(routes -> routes.type() == ResourceType.RDS);
        Mesh.save(folder, "rule.yaml", rule("first"));
        client.await(routes -> text(routes).contains("first"));
        Mesh.save(folder, "rule.yaml", rule("second"));
        client.await(routes -> text(routes).contains("second"));
        assertThat(mesh.controlPlane.awaitSync(Duration.ofSeconds(5))).isTrue();
        assertThat(mesh.controlPlane.problems()).isEmpty();
    }

    @Test
    void afterAStartAReturningClientKeepsItsEndpointsUntilWorkloadsHadTimeToComeBack() throws Exception {
        Duration grace = Duration.ofSeconds(1);
        long start = System.nanoTime();
        try (Mesh restarted = new Mesh(
                folder,
                ControlPlaneOptions.of(folder).listeningOn("127.0.0.1", 0).withGrace(grace))) {
            ManagedChannel returning = restarted.channel();
            AdsClient client = new AdsClient(returning, false, "client", "default").resuming("7");
            client.subscribe(ResourceType.EDS, CLUSTER);
            AdsClient.Received none = client.await(received -> received.type() == ResourceType.EDS);
            assertThat(none.atNanos() - start).isGreaterThanOrEqualTo(grace.toNanos());
            Mesh.end(returning);
        }
    }

    @Test
    void aCopiedFileTakesOverTheObjectOfAnotherUntilItIsRemoved() throws Exception {
        AdsClient client = new AdsClient(channel, true, "client", "default");
        Mesh.save(folder, "all.yaml", rule("first"));
        client.subscribe(ResourceType.RDS, ROUTES);
        client.await(routes -> text(routes).contains("first"));
        Mesh.save(folder, "copied.yaml", rule("second"));
        client.await(routes -> text(routes).contains("second"));
        assertThat(mesh.controlPlane.problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "all.yaml:1:1: warning WEFT0003 VirtualService default/reviews: is defined by copied.yaml:1:1 too, which was written later and counts; keep one of the two");
        Files.delete(folder.resolve("copied.yaml"));
        client.await(routes -> text(routes).contains("first"));
        assertThat(mesh.controlPlane.problems()).isEmpty();
    }

    @Test
    void aBrokenFileChangesNothingAndIsReported() throws Exception {
        AdsClient client = new AdsClient(channel, true, "client", "default");
        Mesh.save(folder, "rule.yaml", rule("first"));
        client.subscribe(ResourceType.RDS, ROUTES);
        client.await(routes -> text(routes).contains("first"));
        Mesh.save(folder, "rule.yaml", rule("second").replace("http:", "htpp:"));
        while (mesh.controlPlane.problems().isEmpty()) {
            Thread.onSpinWait();
        }
        assertThat(mesh.controlPlane.problems())
                .anyMatch(problem -> problem.toString()
                        .matches("rule.yaml:6:3: error .*unknown field `htpp`; did you mean `http`.*"));
        Mesh.save(folder, "rule.yaml", rule("third"));
        AdsClient.Received next = client.await(routes -> true);
        assertThat(text(next)).contains("third");
    }

    @Test
    void aWorkloadIsCalledFromReadyUntilItDrains() throws Exception {
        AdsClient client = new AdsClient(channel, true, "client", "default");
        client.subscribe(ResourceType.EDS, CLUSTER);
        assertThat(endpoints(client.await(eds -> true))).isEmpty();
        Registering workload = new Registering(channel);
        workload.say(WorkloadState.STARTING);
        workload.awaitConfirmation(WorkloadState.STARTING);
        workload.say(WorkloadState.READY);
        assertThat(endpoints(client.await(eds -> true))).containsExactly("127.0.0.1:8080 HEALTHY");
        workload.awaitConfirmation(WorkloadState.READY);
        workload.say(WorkloadState.DRAINING);
        assertThat(endpoints(client.await(eds -> true))).containsExactly("127.0.0.1:8080 DRAINING");
        workload.awaitConfirmation(WorkloadState.DRAINING);
        workload.leave();
        assertThat(endpoints(client.await(eds -> true))).isEmpty();
    }

    @Test
    void refusesAnAnnouncementThatMakesNoSense() throws Exception {
        Registering workload = new Registering(channel);
        workload.say(RegisterRequest.newBuilder().setState(WorkloadState.READY).build());
        assertThat(workload.failure()).contains("INVALID_ARGUMENT: workload is missing from the first message");
    }

    @Test
    void aRefusalShowsInTheStatus() throws Exception {
        AdsClient client = new AdsClient(channel, false, "choosy", "default");
        client.refuse("no such cluster, please");
        client.subscribe(ResourceType.CDS, CLUSTER);
        client.await(clusters -> true);
        assertThat(mesh.controlPlane.awaitSync(Duration.ofSeconds(5))).isTrue();
        assertThat(get("/status")).contains("choosy", "ERROR", "refused CDS: no such cluster, please");
        assertThat(get("/debug/syncz")).contains("\"state\":\"ERROR\"", "no such cluster");
        assertThat(get("/ready")).isEqualTo("ready\n");
        assertThat(get("/debug/registryz")).isEqualTo("[]");
    }

    /** Prints how long a saved rule takes to the last of 100 clients; a number to look at, not a gate. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aHundredClientsLearnOfASavedRule(boolean incremental) throws Exception {
        List<AdsClient> clients = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            AdsClient client = new AdsClient(channel, incremental, "client-" + i, "default");
            client.subscribe(ResourceType.RDS, ROUTES);
            client.await(routes -> true);
            clients.add(client);
        }
        long[] micros = new long[30];
        for (int round = 0; round < micros.length; round++) {
            String marker = "round-" + round + "-";
            long saved = System.nanoTime();
            Mesh.save(folder, "rule.yaml", rule(marker));
            long last = saved;
            for (AdsClient client : clients) {
                last = Math.max(
                        last,
                        client.await(routes -> text(routes).contains(marker)).atNanos());
            }
            micros[round] = TimeUnit.NANOSECONDS.toMicros(last - saved);
            TimeUnit.MILLISECONDS.sleep(30); // so that each change is one of its own
        }
        Arrays.sort(micros);
        System.out.printf(
                "saved -> last of 100 %s clients acknowledges: median %.1f ms, worst of %d %.1f ms%n",
                incremental ? "delta" : "SotW",
                micros[micros.length / 2] / 1e3,
                micros.length,
                micros[micros.length - 1] / 1e3);
    }

    private static String rule(String prefix) {
        return """
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: reviews}
                spec:
                  hosts: [reviews]
                  http:
                  - match: [{uri: {prefix: /%s}}]
                    route: [{destination: {host: reviews}}]
                """.formatted(prefix);
    }

    private static String text(AdsClient.Received received) {
        return received.resources().stream()
                .map(any -> any.getValue().toStringUtf8())
                .reduce("", String::concat);
    }

    private static List<String> endpoints(AdsClient.Received received) throws InvalidProtocolBufferException {
        return ClusterLoadAssignment.parseFrom(received.resources().get(0).getValue()).getEndpointsList().stream()
                .flatMap(locality -> locality.getLbEndpointsList().stream())
                .map(endpoint -> {
                    var address = endpoint.getEndpoint().getAddress().getSocketAddress();
                    return address.getAddress() + ":" + address.getPortValue() + " " + endpoint.getHealthStatus();
                })
                .toList();
    }

    private String get(String path) throws Exception {
        URI uri =
                URI.create("http://127.0.0.1:" + mesh.controlPlane.statusPort().orElseThrow() + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
