package io.weft.control;

import io.grpc.BindableService;
import io.grpc.ServerServiceDefinition;
import io.weft.control.config.Problem;
import io.weft.control.register.Registrations;
import io.weft.control.registry.Registry;
import io.weft.control.serve.AdsServer;
import io.weft.control.serve.ClientStatus;
import io.weft.control.store.FolderChange;
import io.weft.control.translate.ClientScope;
import io.weft.control.translate.MeshView;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * From what changes to what clients are told. The thread {@code weft-control} owns all that the mesh is made of; views
 * of it are handed to the ADS server's thread.
 */
final class MeshLoop implements AutoCloseable {

    /** Clusters that are gone are told of until nothing has changed for this long. */
    private static final Duration SETTLE = Duration.ofSeconds(10);

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread t = new Thread(task, "weft-control");
        t.setDaemon(true);
        return t;
    });
    private final MeshInputs inputs;
    private final AdsServer<ClientScope> ads;
    private final Registrations registrations;
    private final Pusher pusher;
    private final ProblemLog problemLog = new ProblemLog();
    private @Nullable ScheduledFuture<?> settling;
    private boolean complete;
    private volatile List<Problem> problems = List.of();
    private volatile Registry registry = Registry.EMPTY;

    MeshLoop(ControlPlaneOptions options) {
        inputs = new MeshInputs(options.folder().toString(), options.mesh());
        Clients clients = new Clients(options.mesh().defaultNamespace());
        MeshView empty = inputs.translate();
        ads = new AdsServer<>(clients::scope, scope -> new ScopedView(empty, scope, false));
        pusher = new Pusher(thread, new Pacing(options.quiet(), options.atMost()), this::push);
        registrations =
                new Registrations(thread, options.grace(), options.mesh().defaultNamespace(), this::changed);
        var unused = thread.schedule(this::complete, options.grace().toNanos(), TimeUnit.NANOSECONDS);
    }

    BindableService ads() {
        return ads.service();
    }

    ServerServiceDefinition registrations() {
        return registrations.service();
    }

    List<Problem> problems() {
        return problems;
    }

    Registry registry() {
        return registry;
    }

    List<ClientStatus> clients() {
        return ads.clients().toCompletableFuture().join();
    }

    /** The folder's thread waits until the change is pushed or put off, which keeps it from running ahead. */
    void changed(FolderChange change) {
        CompletableFuture.runAsync(
                        () -> {
                            inputs.accept(change);
                            var unused = pusher.changed();
                        },
                        thread)
                .join();
    }

    /** Completes when nothing waits to be pushed, and every client has answered. */
    CompletionStage<Void> settled() {
        return CompletableFuture.supplyAsync(pusher::idle, thread)
                .thenCompose(idle -> idle)
                .thenCompose(idle -> ads.settled());
    }

    @Override
    public void close() {
        thread.shutdownNow();
        ads.close();
    }

    private CompletionStage<Void> changed(Registry next) {
        inputs.accept(next);
        registry = next;
        return pusher.changed();
    }

    private CompletionStage<Void> push() {
        MeshView view = inputs.translate();
        settleLater();
        problems = inputs.problems();
        problemLog.report(problems);
        boolean whole = complete;
        return ads.publish(scope -> new ScopedView(view, scope, whole));
    }

    /** Who was here before a restart has had the time to come back that a broken stream has. */
    private void complete() {
        complete = true;
        var unused = pusher.changed();
    }

    /** When no rule has changed for a while, every client has long asked for what its routes name. */
    private void settleLater() {
        if (settling != null) {
            settling.cancel(false);
        }
        if (!inputs.isSettled()) {
            settling = thread.schedule(this::settle, SETTLE.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void settle() {
        inputs.settle();
        var unused = pusher.changed();
    }
}
