package io.weft.runtime.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.weft.model.Address;
import io.weft.model.ConnectionPolicy;
import io.weft.model.MeshSnapshot;
import io.weft.model.Thresholds;
import io.weft.model.UpstreamTls;
import io.weft.runtime.World;
import io.weft.runtime.http.RawServer;
import io.weft.runtime.tls.Certificates;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** http2KeepAlive over channels of the mesh's own. Takes ten seconds: grpc-java sends no pings more often. */
class GrpcPingsIT {

    private static final ConnectionPolicy PINGING = new ConnectionPolicy(
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Integer.MAX_VALUE,
            Optional.of(new ConnectionPolicy.Pings(Duration.ofSeconds(1), Duration.ofMillis(500))),
            false);

    private volatile boolean cut;

    @Test
    void breaksAConnectionOffWhoseServerIsGone(@TempDir Path folder) throws Exception {
        Certificates.Pair certificate = Certificates.make(folder, "server", "dns:reviews");
        try (GrpcBed bed = new GrpcBed();
                EchoServer server = bed.secured("secured", certificate.certificate(), certificate.key());
                RawServer cable = cable(server.address())) {
            bed.publish(world(cable, certificate));
            ManagedChannel channel = bed.channel();
            assertThat(GrpcBed.unary(channel)).isEqualTo("secured");

            cut = true;
            StatusRuntimeException gone =
                    catchThrowableOfType(StatusRuntimeException.class, () -> GrpcBed.unary(channel));
            assertThat(gone.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);

            cut = false;
            assertThat(GrpcBed.unary(channel)).isEqualTo("secured");
        }
    }

    private static MeshSnapshot world(RawServer cable, Certificates.Pair certificate) {
        UpstreamTls tls = certificate.trusted();
        MeshSnapshot plain = GrpcBed.world()
                .subset("v1", Thresholds.DEFAULT, PINGING, cable.address())
                .otherwise(World.to("v1"))
                .snapshot();
        return World.secured(plain, tls, "rules.yaml:7");
    }

    /** Carries bytes there and back; when it is cut they are lost, and nobody is told. */
    private RawServer cable(Address server) {
        return new RawServer(connection -> {
            try (Socket there = new Socket(server.host(), server.port())) {
                Thread back = new Thread(() -> carry(there, connection.socket()));
                back.setDaemon(true);
                back.start();
                carry(connection.socket(), there);
            }
        });
    }

    private void carry(Socket from, Socket to) {
        byte[] bytes = new byte[16_384];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                if (!cut) {
                    out.write(bytes, 0, count);
                }
            }
        } catch (IOException e) {
            // One of the ends is gone, and soon the other.
        }
    }
}
