package io.weft.control.serve;

import io.envoyproxy.envoy.config.core.v3.Node;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One gRPC stream. Requests go to the hub's thread one at a time: the next is read from the network when the last is
 * handled, so a client that asks without end waits for itself.
 *
 * @param <Q> the request message
 * @param <R> the response message
 */
final class Inbound<Q, R> implements StreamObserver<Q> {

    /** As many names as one request may carry. */
    static final int MAX_NAMES = 20_000;

    /** @param ask empty if the type is not served */
    record Request(Node node, String typeUrl, Optional<Ask> ask) {}

    private static final Logger log = LoggerFactory.getLogger(Inbound.class);

    private final Hub<?> hub;
    private final Executor thread;
    private final ServerCallStreamObserver<R> responses;
    private final Function<Q, Request> read;
    private final ClientStream stream;

    Inbound(
            Hub<?> hub,
            Executor thread,
            Protocol protocol,
            ServerCallStreamObserver<R> responses,
            Function<Reply, R> write,
            Function<Q, Request> read) {
        this.hub = hub;
        this.thread = thread;
        this.responses = responses;
        this.read = read;
        this.stream = new ClientStream(protocol);
        responses.disableAutoRequest();
        responses.setOnCancelHandler(this::leave);
        thread.execute(() -> {
            hub.open(stream, reply -> send(write.apply(reply)));
            responses.request(1);
        });
    }

    @Override
    public void onNext(Q message) {
        Request request = read.apply(message);
        thread.execute(() -> {
            accept(request);
            responses.request(1);
        });
    }

    @Override
    public void onError(Throwable error) {
        leave();
    }

    @Override
    public void onCompleted() {
        thread.execute(() -> {
            hub.close(stream);
            responses.onCompleted();
        });
    }

    private void accept(Request request) {
        if (request.ask().isEmpty()) {
            log.debug("{} asks for {}, which is not served", request.node().getId(), request.typeUrl());
        }
        if (request.ask().stream().anyMatch(ask -> ask.names().size() > MAX_NAMES)) {
            hub.close(stream);
            responses.onError(Status.RESOURCE_EXHAUSTED
                    .withDescription("at most " + MAX_NAMES + " names of one type")
                    .asRuntimeException());
            return;
        }
        hub.request(stream, request.node(), request.ask());
    }

    private void send(R response) {
        if (!responses.isCancelled()) {
            responses.onNext(response);
        }
    }

    private void leave() {
        thread.execute(() -> hub.close(stream));
    }
}
