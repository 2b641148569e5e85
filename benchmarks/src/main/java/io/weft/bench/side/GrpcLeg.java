package io.weft.bench.side;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.NameResolverRegistry;
import io.grpc.stub.ClientCalls;
import io.weft.bench.calls.Leg;
import io.weft.runtime.Mesh;
import io.weft.runtime.MeshOptions;
import io.weft.xds.XdsBootstrap;
import io.weft.xds.XdsSource;
import java.io.IOException;
import java.time.Duration;

/** Unary gRPC calls over a channel to any target; a blocking stub, so that a thread waits as one does over HTTP. */
final class GrpcLeg {

    private static final byte[] REQUEST = new byte[200];

    private GrpcLeg() {}

    /** The target, whose scheme says what finds the endpoints, and the control plane's host:port. */
    public static void main(String[] arguments) throws IOException {
        String target = arguments[0];
        String controlPlane = arguments[1];
        NameResolverRegistry.getDefaultRegistry().register(new ListedAddresses());
        if (target.startsWith("mesh:")) {
            // A cold JVM on a busy machine: the default of a second would send the first calls to DNS.
            XdsSource source = XdsSource.open(
                    XdsBootstrap.of(controlPlane, "bench-mesh", "default").withInitialTimeout(Duration.ofSeconds(30)));
            try (Mesh mesh = Mesh.start(MeshOptions.DEFAULT, source)) {
                mesh.registerGrpc();
                call(target);
            }
        } else {
            System.setProperty("io.grpc.xds.bootstrapConfig", bootstrap(controlPlane));
            call(target);
        }
    }

    private static void call(String target) throws IOException {
        ManagedChannel channel =
                ManagedChannelBuilder.forTarget(target).usePlaintext().build();
        try {
            Leg.run(() -> {
                byte[] answer = ClientCalls.blockingUnaryCall(channel, Echo.SAY, CallOptions.DEFAULT, REQUEST);
                if (answer.length != REQUEST.length) {
                    throw new IOException("an echo of another length");
                }
            });
        } finally {
            channel.shutdownNow();
        }
    }

    private static String bootstrap(String controlPlane) {
        return """
                {"xds_servers": [{"server_uri": "%s", "channel_creds": [{"type": "insecure"}],
                  "server_features": ["xds_v3"]}],
                 "node": {"id": "bench-stock", "metadata": {"NAMESPACE": "default"}}}
                """.formatted(controlPlane);
    }
}
