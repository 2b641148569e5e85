package io.weft.xds.lease;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.weft.proto.registry.v1.RegisterRequest;
import io.weft.proto.registry.v1.RegisterResponse;
import io.weft.proto.registry.v1.RegistryGrpc;
import io.weft.proto.registry.v1.Workload;
import io.weft.proto.registry.v1.WorkloadState;
import io.weft.xds.client.BackOff;
import io.weft.xds.client.ControlPlaneChannel;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a Register stream open, over again if it breaks, each new one beginning with the state of the moment. To be
 * used on the thread that it was given.
 */
public final class Lease {

    private static final Logger log = LoggerFactory.getLogger(Lease.class);
    private static final long LAST_WORDS_SECONDS = 1;

    private final String server;
    private final Workload workload;
    private final ScheduledExecutorService thread;
    private final RandomGenerator random;
    private final Consumer<WorkloadState> confirmed;
    private WorkloadState state = WorkloadState.STARTING;
    private BackOff backOff;
    private @Nullable Stream stream;
    private boolean closed;

    /**
     * Not open yet.
     *
     * @param thread a single one
     * @param confirmed told each state that the registry holds
     */
    public Lease(
            String server,
            Workload workload,
            ScheduledExecutorService thread,
            RandomGenerator random,
            Consumer<WorkloadState> confirmed) {
        this.server = server;
        this.workload = workload;
        this.thread = thread;
        this.random = random;
        this.confirmed = confirmed;
        this.backOff = new BackOff(random);
    }

    public void open() {
        if (!closed) {
            Stream opened = new Stream(ControlPlaneChannel.open(server));
            stream = opened;
            opened.start();
        }
    }

    public void become(WorkloadState next) {
        state = next;
        if (stream != null) {
            stream.send(RegisterRequest.newBuilder().setState(next).build());
        }
    }

    /** Gives the lease back: the control plane need not wait for the workload to come again. */
    public void close() {
        closed = true;
        if (stream != null) {
            stream.complete();
            stream = null;
        }
    }

    private void lost(Stream which, Status status) {
        which.channel.shutdownNow();
        if (which == stream) {
            stream = null;
            long pause = backOff.nextBackoffNanos();
            log.warn("the registration of {} is interrupted ({}); trying again", workload.getName(), status);
            thread.schedule(this::open, pause, TimeUnit.NANOSECONDS);
        }
    }

    private void holds(Stream which, WorkloadState held) {
        if (which == stream) {
            backOff = new BackOff(random);
            confirmed.accept(held);
        }
    }

    /** One stream and its channel. */
    private final class Stream implements StreamObserver<RegisterResponse> {

        private final ManagedChannel channel;
        private @Nullable StreamObserver<RegisterRequest> requests;

        Stream(ManagedChannel channel) {
            this.channel = channel;
        }

        void start() {
            requests = RegistryGrpc.newStub(channel).register(this);
            send(RegisterRequest.newBuilder()
                    .setWorkload(workload)
                    .setState(state)
                    .build());
        }

        void send(RegisterRequest request) {
            if (requests != null) {
                requests.onNext(request);
            }
        }

        void complete() {
            if (requests != null) {
                requests.onCompleted();
            }
            channel.shutdown();
            thread.schedule(channel::shutdownNow, LAST_WORDS_SECONDS, TimeUnit.SECONDS);
        }

        @Override
        public void onNext(RegisterResponse response) {
            thread.execute(() -> holds(this, response.getState()));
        }

        @Override
        public void onError(Throwable error) {
            thread.execute(() -> lost(this, Status.fromThrowable(error)));
        }

        @Override
        public void onCompleted() {
            thread.execute(() -> lost(this, Status.UNAVAILABLE.withDescription("closed by the control plane")));
        }
    }
}
