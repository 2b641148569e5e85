package io.weft.control.register;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.weft.control.registry.Workload;
import io.weft.proto.registry.v1.RegisterRequest;
import io.weft.proto.registry.v1.RegisterResponse;
import io.weft.proto.registry.v1.WorkloadState;
import java.util.Optional;

/** One workload's stream: the first message announces it, later ones change its state. */
final class RegisterStream implements StreamObserver<RegisterRequest> {

    private final Registrations registrations;
    private final String defaultNamespace;
    private final Optional<String> peer;
    private final ServerCallStreamObserver<RegisterResponse> responses;
    private volatile String name = "";
    /** Answers are given by the registrations' thread alone. */
    private boolean ended;

    RegisterStream(
            Registrations registrations,
            String defaultNamespace,
            Optional<String> peer,
            ServerCallStreamObserver<RegisterResponse> responses) {
        this.registrations = registrations;
        this.defaultNamespace = defaultNamespace;
        this.peer = peer;
        this.responses = responses;
        responses.setOnCancelHandler(() -> registrations.lose(this));
    }

    @Override
    public void onNext(RegisterRequest request) {
        try {
            if (name.isEmpty()) {
                Workload workload = Announcement.workload(request, peer, defaultNamespace);
                name = workload.namespace() + "/" + workload.name();
                registrations.take(this, workload);
            } else {
                registrations.change(this, Announcement.state(request.getState()));
            }
        } catch (IllegalArgumentException e) {
            registrations.refuse(this, Status.INVALID_ARGUMENT.withDescription(e.getMessage()));
        }
    }

    @Override
    public void onError(Throwable error) {
        registrations.lose(this);
    }

    @Override
    public void onCompleted() {
        registrations.leave(this);
    }

    /** Tells the workload that it is known in this state to those who call it. */
    void confirm(Workload.State state) {
        if (!ended && !responses.isCancelled()) {
            responses.onNext(RegisterResponse.newBuilder()
                    .setState(WorkloadState.valueOf(state.name()))
                    .build());
        }
    }

    void end(Status status) {
        if (ended || responses.isCancelled()) {
            return;
        }
        ended = true;
        if (status.isOk()) {
            responses.onCompleted();
        } else {
            responses.onError(status.asRuntimeException());
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
