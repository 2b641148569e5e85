package io.weft.runtime.http;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.impl.classic.RequestFailedException;
import org.apache.hc.core5.concurrent.CancellableDependency;

/** Waits between attempts. */
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
            await(cancelled, duration);
        }
        if (scope.execRuntime.isExecutionAborted()) {
            throw new RequestFailedException("Request aborted");
        }
    }

    private static void await(CountDownLatch cancelled, Duration duration) throws InterruptedIOException {
        try {
            if (cancelled.await(duration.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new RequestFailedException("Request aborted");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RequestFailedException("Request aborted", e);
        }
    }
}
