package io.weft.spring.grpc;

import io.weft.runtime.Mesh;

/** While this exists, gRPC targets without a scheme are services of the mesh. Ends with the mesh. */
final class MeshGrpcTargets {

    MeshGrpcTargets(Mesh mesh) {
        mesh.registerGrpc();
    }
}
