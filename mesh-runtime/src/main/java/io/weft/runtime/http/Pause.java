package io.weft.runtime.http;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.impl.classic.RequestFailedException;
import org.apache.hc.core5.concurrent.CancellableDependency;

/** Waits between attempts, and for a connection. */
final class Pause {

    private Pause() {}

    /**
     * @throws RequestFailedException if the caller cancelled the request meanwhile
     * @throws InterruptedIOException if the thread was interrupted
     */
    static void of(Duration duration, ExecChain.Scope scope) throws InterruptedIOException {
        if (!duration.isZero()) {
            await(new CountDownLatch(1), duration.toNanos(), scope);
        }
        check(scope);
    }

    /** The same, but no longer than until the signal comes. */
    static void until(CompletableFuture<Void> signal, long nanos, ExecChain.Scope scope) throws InterruptedIOException {
        CountDownLatch over = new CountDownLatch(1);
        CompletableFuture<Void> unused = signal.thenRun(over::countDown);
        await(over, nanos, scope);
        check(scope);
    }

    /** Has something done when the caller cancels its request, in place of what was to be done so far. */
    static void onCancel(ExecChain.Scope scope, Runnable action) {
        if (scope.originalRequest instanceof CancellableDependency request) {
            request.setDependency(() -> {
                action.run();
                return true;
            });
        }
    }

    private static void await(CountDownLatch over, long nanos, ExecChain.Scope scope) throws InterruptedIOException {
        onCancel(scope, over::countDown);
        try {
            boolean unused = over.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RequestFailedException("Request aborted", e);
        }
    }

    private static void check(ExecChain.Scope scope) throws InterruptedIOException {
        if (scope.execRuntime.isExecutionAborted()) {
            throw new RequestFailedException("Request aborted");
        }
    }
}
