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
            CountDownLatch cancelled = new CountDownLatch(1);
            if (scope.originalRequest instanceof CancellableDependency request) {
                request.setDependency(() -> {
                    cancelled.countDown();
                    return true;
                });
            }
            if (await(cancelled, duration.toNanos())) {
                throw new RequestFailedException("Request aborted");
            }
        }
        if (scope.execRuntime.isExecutionAborted()) {
            throw new RequestFailedException("Request aborted");
        }
    }

    /** The same, but no longer than until the signal comes. */
    static void until(CompletableFuture<Void> signal, long nanos, ExecChain.Scope scope) throws InterruptedIOException {
        CountDownLatch over = new CountDownLatch(1);
        if (scope.originalRequest instanceof CancellableDependency request) {
            request.setDependency(() -> {
                over.countDown();
                return true;
            });
        }
        CompletableFuture<Void> unused = signal.thenRun(over::countDown);
        await(over, nanos);
        if (scope.execRuntime.isExecutionAborted()) {
            throw new RequestFailedException("Request aborted");
        }
    }

    private static boolean await(CountDownLatch over, long nanos) throws InterruptedIOException {
        try {
            return over.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RequestFailedException("Request aborted", e);
        }
    }
}
