package io.weft.runtime.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.weft.model.MeshSnapshot;
import io.weft.model.UpstreamTls;
import io.weft.runtime.World;
import io.weft.runtime.tls.Certificates;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS originated by a rule under a channel that its application made for plaintext. */
class GrpcTlsTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static Certificates.Pair server;

    private final GrpcBed bed = new GrpcBed();

    @BeforeAll
    static void makeCertificates() throws Exception {
        server = Certificates.make(folder, "server", "dns:reviews");
    }

    @AfterEach
    void close() {
        bed.close();
    }

    private EchoServer originate(String authorities, String... names) {
        EchoServer secured = bed.secured("secured", server.certificate(), server.key());
        MeshSnapshot plain = GrpcBed.world()
                .subset("v1", secured.address())
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
