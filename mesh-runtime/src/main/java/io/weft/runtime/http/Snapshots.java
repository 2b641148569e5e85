package io.weft.runtime.http;

import io.weft.model.MeshSnapshot;
import io.weft.spi.SnapshotSource;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The snapshot for a call: waits, for the first call to an upstream, until the control plane has spoken about it. */
final class Snapshots {

    private final SnapshotSource source;
    private final Duration patience;

    Snapshots(SnapshotSource source, Duration patience) {
        this.source = source;
        this.patience = patience;
    }

    /**
     * @return a snapshot that knows the upstream, or the current one if none came in time, be it the caller's
     * @throws IOException if the source refuses to do without an answer
     */
    MeshSnapshot knowing(String upstream, Limits limits) throws IOException {
        MeshSnapshot current = source.current();
        return current.upstreams().containsKey(upstream) ? current : await(upstream, limits.atMost(patience));
    }

    private MeshSnapshot await(String upstream, Duration time) throws IOException {
        try {
            return source.want(upstream).toCompletableFuture().get(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return source.current();
        } catch (ExecutionException e) {
            throw new IOException("the control plane has no answer for " + upstream, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted while asking for " + upstream).initCause(e);
        }
    }
}
