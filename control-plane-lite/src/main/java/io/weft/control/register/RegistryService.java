package io.weft.control.register;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.weft.proto.registry.v1.RegisterRequest;
import io.weft.proto.registry.v1.RegisterResponse;
import io.weft.proto.registry.v1.RegistryGrpc;

/** The gRPC face of the registrations. */
final class RegistryService extends RegistryGrpc.RegistryImplBase {

    private final Registrations registrations;
    private final String defaultNamespace;

    RegistryService(Registrations registrations, String defaultNamespace) {
        this.registrations = registrations;
        this.defaultNamespace = defaultNamespace;
    }

    @Override
    public StreamObserver<RegisterRequest> register(StreamObserver<RegisterResponse> responses) {
        return new RegisterStream(
                registrations, defaultNamespace, PeerAddress.current(), (ServerCallStreamObserver<RegisterResponse>)
                        responses);
    }
}
