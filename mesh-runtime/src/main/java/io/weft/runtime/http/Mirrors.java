package io.weft.runtime.http;

import io.weft.model.Outcome;
import io.weft.runtime.call.Copy;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.jspecify.annotations.Nullable;

/**
 * Sends the copies that mirrors get, on threads and connections of its own: a mirror that hangs holds up nothing else.
 * There are as many of both as the engine lets copies be under way.
 */
final class Mirrors {

    private static final long IDLE_SECONDS = 10;

    private final AtomicInteger count = new AtomicInteger();
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), this::thread);
    private final Ways ways;
    private final ConnectionLives lives = new ConnectionLives(System::nanoTime);
    private volatile @Nullable OwnConnections connections;

    Mirrors(Ways ways) {
        this.ways = ways;
    }

    private Thread thread(Runnable task) {
        Thread thread = new Thread(task, "weft-mirror-" + count.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Sends a copy some time soon, down the same chain of handlers as the original. Never throws.
     *
     * @param request the copy's own
     * @param limits of the copy
     */
    void send(Copy copy, ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain, Limits limits) {
        try {
            threads.execute(() -> carryOut(copy, request, scope, chain, limits));
        } catch (RuntimeException | OutOfMemoryError e) {
            // Closed, or no thread to be had.
            copy.leaveOut();
        }
    }

    private void carryOut(
            Copy copy, ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain, Limits limits) {
        HttpClientContext context = HttpClientContext.create();
        context.setRequestConfig(limits.apply(copy.attempt()));
        Way way = ways.ofCopy(copy.attempt(), copy.outbound(), connections());
        Wire wire = new Wire(way.connections(), copy.outbound(), copy.attempt(), lives);
        ExecChain.Scope own = new ExecChain.Scope(scope.exchangeId, way.route(), request, wire, context);
        try (ClassicHttpResponse response = chain.proceed(request, own)) {
            drain(response, copy, limits, wire);
            copy.finish(Outcome.ofHttp(response.getCode()));
        } catch (IOException | HttpException | RuntimeException e) {
            copy.finish(Failures.outcome(
                    e, copy.attempt(), wire.sent(), false, limits.expired(copy.attempt()), limits.spent()));
        } finally {
            wire.discardEndpoint();
        }
    }

    private static void drain(ClassicHttpResponse response, Copy copy, Limits limits, Wire wire) throws IOException {
        if (response.getEntity() != null) {
            new HeldEntity(
                            response.getEntity(),
                            () -> limits.expired(copy.attempt()),
                            wire::releaseEndpoint,
                            wire::discardEndpoint)
                    .writeTo(OutputStream.nullOutputStream());
        }
    }

    private synchronized OwnConnections connections() {
        OwnConnections made = connections;
        if (made == null) {
            made = new OwnConnections(PoolingHttpClientConnectionManagerBuilder.create()
                    .setMaxConnTotal(Integer.MAX_VALUE)
                    .setMaxConnPerRoute(Integer.MAX_VALUE)
                    .build());
            connections = made;
        }
        return made;
    }

    void close() {
        threads.shutdownNow();
        OwnConnections made = connections;
        if (made != null) {
            made.close();
        }
    }
}
