package io.weft.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.MethodDescriptor;
import io.grpc.NameResolverRegistry;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.grpc.xds.XdsNameResolverProvider;
import io.weft.control.config.Problem;
import io.weft.control.serve.ClientStatus;
import io.weft.control.serve.TypeStatus;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stock grpc-java client ({@code xds:///}) is served by the control plane as a guest. */
class StockGrpcIT {

    private static final MethodDescriptor<String, String> ECHO = MethodDescriptor.<String, String>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName("test.Echo/Say")
            .setRequestMarshaller(new Text())
            .setResponseMarshaller(new Text())
            .build();

    private static final String RULES = """
            apiVersion: v1
            kind: Service
            metadata: {name: echo}
            spec:
              selector: {app: echo}
              ports: [{name: grpc, port: 7070}]
            ---
            apiVersion: networking.istio.io/v1
            kind: DestinationRule
            metadata: {name: echo}
            spec:
              host: echo
              trafficPolicy:
                loadBalancer: {simple: RANDOM}
                connectionPool: {http: {http2MaxRequests: 100}}
                outlierDetection: {consecutive5xxErrors: 5, interval: 1s, baseEjectionTime: 10s}
              subsets:
              - {name: v1, labels: {version: v1}}
              - {name: v2, labels: {version: v2}}
            ---
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: echo}
            spec:
              hosts: [echo]
              http:
              - match: [{headers: {tester: {exact: alice}}}]
                fault: {abort: {percentage: {value: 0}, grpcStatus: UNAVAILABLE}}
                route: [{destination: {host: echo, subset: v2}}]
              - match: [{uri: {prefix: /nothing}}]
                redirect: {uri: /elsewhere}
              - timeout: 5s
                retries: {attempts: 2, retryOn: unavailable}
                route:
                - {destination: {host: echo, subset: v1}, weight: 100}
                - {destination: {host: echo, subset: v2}, weight: 0}
            """;

    @TempDir
    private Path folder;

    private final List<Server> servers = new ArrayList<>();
    private Mesh mesh;
    private ManagedChannel channel;
    private XdsNameResolverProvider resolvers;

    @BeforeEach
    void start() throws IOException {
        Mesh.save(folder, "echo.yaml", RULES);
        Mesh.save(folder, "workloads.yaml", workload("v1", serve("v1")) + "---\n" + workload("v2", serve("v2")));
        mesh = Mesh.start(folder);
        resolvers = XdsNameResolverProvider.createForTest("xdstest", bootstrap());
        NameResolverRegistry.getDefaultRegistry().register(resolvers);
        channel = ManagedChannelBuilder.forTarget("xdstest:///echo:7070")
                .usePlaintext()
                .build();
    }

    @AfterEach
    void stop() throws InterruptedException {
        Mesh.end(channel);
        NameResolverRegistry.getDefaultRegistry().deregister(resolvers);
        mesh.close();
        servers.forEach(Server::shutdownNow);
    }

    @Test
    void routesByWhatIsServedAndFollowsChanges() throws Exception {
        assertThat(answers(20)).containsExactly("v1");
        Mesh.save(folder, "echo.yaml", RULES.replace("weight: 100", "weight: 1").replace("weight: 0", "weight: 99"));
        while (!answers(1).contains("v2")) {
            Thread.onSpinWait();
        }
        assertThat(answers(20)).contains("v2");
    }

    /** A cluster that does not exist would hold up the whole channel for 15 s. */
    @Test
    void aRuleWithoutTargetHoldsUpNobody() throws Exception {
        Mesh.save(folder, "echo.yaml", RULES.replace("subset: v2}, weight: 0", "subset: v3}, weight: 0"));
        while (mesh.controlPlane.problems().stream().noneMatch(Problem::isError)) {
            Thread.onSpinWait();
        }
        long since = System.nanoTime();
        assertThat(answers(1)).containsExactly("v1");
        assertThat(System.nanoTime() - since).isLessThan(Duration.ofSeconds(10).toNanos());
    }

    @Test
    void acknowledgesEveryResourceOfAMixedConfiguration() throws Exception {
        answers(1);
        assertThat(mesh.controlPlane.awaitSync(Duration.ofSeconds(5))).isTrue();
        List<ClientStatus> clients = mesh.controlPlane.clients();
        assertThat(clients).hasSize(1);
        assertThat(clients.get(0).types())
                .hasSize(4)
                .allSatisfy(type -> assertThat(type.state()).as(type.toString()).isEqualTo(TypeStatus.State.SYNCED));
    }

    private Set<String> answers(int calls) {
        Set<String> answers = new HashSet<>();
        for (int i = 0; i < calls; i++) {
            answers.add(ClientCalls.blockingUnaryCall(channel, ECHO, CallOptions.DEFAULT, "who?"));
        }
        return answers;
    }

    private int serve(String name) throws IOException {
        ServerServiceDefinition echo = ServerServiceDefinition.builder("test.Echo")
                .addMethod(ECHO, ServerCalls.asyncUnaryCall((request, answer) -> {
                    answer.onNext(name);
                    answer.onCompleted();
                }))
                .build();
        Server server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                .addService(echo)
                .build()
                .start();
        servers.add(server);
        return server.getPort();
    }

    private static String workload(String version, int port) {
        return """
                apiVersion: networking.istio.io/v1
                kind: WorkloadEntry
                metadata: {name: echo-%s}
                spec:
                  address: 127.0.0.1
                  labels: {app: echo, version: %s}
                  ports: {grpc: %d}
                """.formatted(version, version, port);
    }

    private Map<String, ?> bootstrap() {
        return Map.of(
                "xds_servers",
                List.of(Map.of(
                        "server_uri",
                        "127.0.0.1:" + mesh.controlPlane.port(),
                        "channel_creds",
                        List.of(Map.of("type", "insecure")),
                        "server_features",
                        List.of("xds_v3"))),
                "node",
                Map.of("id", "stock", "metadata", Map.of("NAMESPACE", "default")));
    }

    private static final class Text implements MethodDescriptor.Marshaller<String> {
        @Override
        public InputStream stream(String text) {
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String parse(InputStream in) {
            try {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
