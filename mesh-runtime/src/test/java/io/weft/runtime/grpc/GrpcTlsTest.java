package io.weft.runtime.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsServerCredentials;
import io.weft.model.ConnectionPolicy;
import io.weft.model.MeshSnapshot;
import io.weft.model.Thresholds;
import io.weft.model.UpstreamTls;
import io.weft.runtime.World;
import io.weft.runtime.tls.Certificates;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS originated by a rule under a channel that its application made for plaintext. */
class GrpcTlsTest implements ServerInterceptor {

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static Certificates.Pair server;

    private final GrpcBed bed = new GrpcBed();
    private final Set<SocketAddress> peers = ConcurrentHashMap.newKeySet();

    @Override
    public <A, B> ServerCall.Listener<A> interceptCall(
            ServerCall<A, B> call, Metadata headers, ServerCallHandler<A, B> next) {
        peers.add(call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR));
        return next.startCall(call, headers);
    }

    @BeforeAll
    static void makeCertificates() throws Exception {
        server = Certificates.make(folder, "server", "dns:reviews");
    }

    @AfterEach
    void close() {
        bed.close();
    }

    private EchoServer originate(String authorities, String... names) {
        return originate(ConnectionPolicy.DEFAULT, authorities, names);
    }

    private EchoServer originate(ConnectionPolicy connections, String authorities, String... names) {
        EchoServer secured = bed.secured("secured", server.certificate(), server.key(), this);
        MeshSnapshot plain = GrpcBed.world()
                .subset("v1", Thresholds.DEFAULT, connections, secured.address())
                .otherwise(World.to("v1"))
                .snapshot();
        UpstreamTls tls = new UpstreamTls(
                Optional.empty(), List.of(names), Optional.of(authorities), Optional.empty(), Optional.empty(), false);
        bed.publish(World.secured(plain, tls, "rules.yaml:7"));
        return secured;
    }

    private Status failure() {
        StatusRuntimeException thrown =
                catchThrowableOfType(StatusRuntimeException.class, () -> GrpcBed.unary(bed.channel()));
        assertThat(thrown).isNotNull();
        return thrown.getStatus();
    }

    @Test
    void makesTlsOfACallOnAPlaintextChannel() {
        EchoServer secured = originate(server.certificate().toString());
        for (int i = 0; i < 3; i++) {
            assertThat(GrpcBed.unary(bed.channel())).isEqualTo("secured");
        }
        assertThat(secured.authorities).containsOnly("reviews:9080");
        assertThat(peers).hasSize(1);
    }

    @Test
    void keepsConnectionsAsTheRuleSays() {
        originate(
                new ConnectionPolicy(2, Optional.empty(), Optional.empty(), Optional.empty(), Integer.MAX_VALUE),
                server.certificate().toString());
        for (int i = 0; i < 6; i++) {
            assertThat(GrpcBed.unary(bed.channel())).isEqualTo("secured");
        }
        assertThat(peers).hasSize(3);
    }

    @Test
    void connectsAgainAtOnceToAServerThatCameBack() throws Exception {
        EchoServer secured = originate(server.certificate().toString());
        assertThat(GrpcBed.unary(bed.channel())).isEqualTo("secured");
        int port = secured.address().port();
        secured.close();
        assertThat(failure().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        try (EchoServer back = new EchoServer(
                "back",
                port,
                TlsServerCredentials.create(
                        server.certificate().toFile(), server.key().toFile()))) {
            assertThat(GrpcBed.unary(bed.channel())).isEqualTo("back");
        }
    }

    @Test
    void saysWhyAServerIsNotTrusted() {
        originate(server.certificate().toString(), "spiffe://mesh/somebody-else");
        Status status = failure();
        assertThat(status.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(status.getDescription()).contains("TLS: ", "not for spiffe://mesh/somebody-else");
    }

    @Test
    void namesTheFileAndTheRuleThatAreWrong() {
        originate("/no/such.pem");
        Status status = failure();
        assertThat(status.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(status.getDescription()).contains("rules.yaml:7", "caCertificates /no/such.pem does not exist");
    }
}
