package io.weft.runtime.upstream;

import io.weft.model.Cluster;
import io.weft.model.Thresholds;
import java.util.concurrent.atomic.AtomicInteger;

/** What is under way to one cluster, held against its thresholds. Thread-safe. */
final class Load {

    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger retries = new AtomicInteger();

    boolean startRequest(Cluster config) {
        if (requests.incrementAndGet() <= mostRequests(config)) {
            return true;
        }
        requests.decrementAndGet();
        return false;
    }

    /** A request that is under way already stays so. */
    void holdRequest() {
        requests.incrementAndGet();
    }

    void requestDone() {
        requests.decrementAndGet();
    }

    /** HTTP/1.1 carries one request a connection, so that connections and the queue for them cap requests too. */
    private static long mostRequests(Cluster config) {
        Thresholds caps = config.thresholds();
        long connections = (long) caps.maxConnections() + caps.maxPendingRequests();
        return config.protocol() == Cluster.Protocol.HTTP1
                ? Math.min(caps.maxRequests(), connections)
                : caps.maxRequests();
    }

    int requests() {
        return requests.get();
    }

    boolean startRetry(Thresholds caps) {
        double budget =
                Math.max(caps.retryBudget().minConcurrency(), caps.retryBudget().percent() / 100 * requests.get());
        if (retries.incrementAndGet() <= Math.min(caps.maxRetries(), budget)) {
            return true;
        }
        retries.decrementAndGet();
        return false;
    }

    void retryDone() {
        retries.decrementAndGet();
    }
}
