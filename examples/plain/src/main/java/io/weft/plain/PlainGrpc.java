package io.weft.plain;

import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.weft.runtime.Mesh;
import io.weft.runtime.MeshOptions;
import io.weft.spi.SnapshotSource;
import io.weft.xds.XdsBootstrap;
import io.weft.xds.XdsSource;

/** A gRPC channel in the mesh. */
public final class PlainGrpc {

    private PlainGrpc() {}

    public static void main(String[] arguments) {
        System.out.println(ratings("localhost:15010"));
    }

    static String ratings(String controlPlane) {
        SnapshotSource source = XdsSource.open(XdsBootstrap.of(controlPlane, "shop", "default"));
        try (Mesh mesh = Mesh.start(MeshOptions.DEFAULT, source)) {
            mesh.registerGrpc();
            ManagedChannel channel = ManagedChannelBuilder.forTarget("ratings:9090")
                    .usePlaintext()
                    .build();
            HealthGrpc.HealthBlockingStub ratings = HealthGrpc.newBlockingStub(channel);
            String health = ratings.check(HealthCheckRequest.getDefaultInstance())
                    .getStatus()
                    .name();
            channel.shutdown();
            return health;
        }
    }
}
