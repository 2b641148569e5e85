package io.weft.control.register;

import io.grpc.BindableService;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.weft.control.registry.Registry;
import io.weft.control.registry.Workload;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The registered workloads, kept by the streams that they hold open. */
public final class Registrations {

    private static final Logger log = LoggerFactory.getLogger(Registrations.class);

    private final ScheduledExecutorService thread;
    private final Function<Registry, CompletionStage<Void>> publish;
    private final Leases leases;
    private final String defaultNamespace;

    /**
     * @param thread the one thread that everything happens on
     * @param grace how long a workload stays whose stream broke
     * @param publish is told every change; completes when those who call the workload know
     */
    public Registrations(
            ScheduledExecutorService thread,
            Duration grace,
            String defaultNamespace,
            Function<Registry, CompletionStage<Void>> publish) {
        this.thread = thread;
        this.leases = new Leases(grace.toNanos());
        this.defaultNamespace = defaultNamespace;
        this.publish = publish;
    }

    /** The gRPC service; to be added to a server. */
    public ServerServiceDefinition service() {
        BindableService service = new RegistryService(this, defaultNamespace);
        return ServerInterceptors.intercept(service, new PeerAddress());
    }

    void take(RegisterStream stream, Workload workload) {
        thread.execute(() -> {
            leases.take(stream, workload);
            log.info(
                    "{}/{} registers from {}: {}",
                    workload.namespace(),
                    workload.name(),
                    workload.address(),
                    workload.state());
            confirm(stream, workload.state());
        });
    }

    void change(RegisterStream stream, Workload.State state) {
        thread.execute(() -> {
            if (leases.holds(stream)) {
                leases.change(stream, state);
                log.info("{} is {}", stream, state);
                confirm(stream, state);
            } else {
                stream.end(Status.ABORTED.withDescription(stream + " was registered again by a newer stream"));
            }
        });
    }

    void leave(RegisterStream stream) {
        thread.execute(() -> {
            update(() -> leases.leave(stream));
            stream.end(Status.OK);
        });
    }

    void refuse(RegisterStream stream, Status why) {
        lose(stream);
        thread.execute(() -> stream.end(why));
    }

    void lose(RegisterStream stream) {
        thread.execute(() -> {
            update(() -> leases.lose(stream, System.nanoTime()));
            scheduleExpiry();
        });
    }

    private void confirm(RegisterStream stream, Workload.State state) {
        var unused = publish.apply(leases.registry()).thenRunAsync(() -> stream.confirm(state), thread);
    }

    private void update(Runnable change) {
        Registry before = leases.registry();
        change.run();
        if (!leases.registry().equals(before)) {
            var unused = publish.apply(leases.registry());
        }
    }

    private void scheduleExpiry() {
        leases.nextExpiry(System.nanoTime()).ifPresent(nanos -> {
            var unused =
                    thread.schedule(() -> update(() -> leases.expire(System.nanoTime())), nanos, TimeUnit.NANOSECONDS);
        });
    }
}
