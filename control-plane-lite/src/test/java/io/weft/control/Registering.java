package io.weft.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Channel;
import io.grpc.stub.StreamObserver;
import io.weft.proto.registry.v1.RegisterRequest;
import io.weft.proto.registry.v1.RegisterResponse;
import io.weft.proto.registry.v1.RegistryGrpc;
import io.weft.proto.registry.v1.Workload;
import io.weft.proto.registry.v1.WorkloadState;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A workload on port 8080 that registers over a stream of its own. */
final class Registering implements StreamObserver<RegisterResponse> {

    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final StreamObserver<RegisterRequest> requests;

    Registering(Channel channel) {
        requests = RegistryGrpc.newStub(channel).register(this);
    }

    void say(WorkloadState state) {
        say(RegisterRequest.newBuilder()
                .setState(state)
                .setWorkload(Workload.newBuilder()
                        .setName("reviews-1")
                        .putLabels("app", "reviews")
                        .putPorts("http", 8080))
                .build());
    }

    void say(RegisterRequest request) {
        requests.onNext(request);
    }

    void leave() {
        requests.onCompleted();
    }

    void awaitConfirmation(WorkloadState state) throws InterruptedException {
        assertThat(answers.poll(5, TimeUnit.SECONDS)).isEqualTo(state.name());
    }

    String failure() throws InterruptedException {
        return Objects.requireNonNull(answers.poll(5, TimeUnit.SECONDS));
    }

    @Override
    public void onNext(RegisterResponse response) {
        answers.add(response.getState().name());
    }

    @Override
    public void onError(Throwable error) {
        answers.add(String.valueOf(error.getMessage()));
    }

    @Override
    public void onCompleted() {}
}
