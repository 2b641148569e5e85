package io.weft.runtime.reactor;

import io.weft.runtime.call.TraceContext;
import io.weft.runtime.call.TraceContextAccessor;
import io.weft.runtime.load.LastCalls;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/** A Reactor Netty client whose calls go through the mesh. Thread-safe. */
public final class ReactorClient {

    private final Supplier<Carrier> carrier;
    private final LongSupplier nanoTime;
    private final HttpClient own;
    private final ClusterClients ofClusters;
    private final ClusterClients ofMirrors;
    private final boolean followsRedirects;

    ReactorClient(Supplier<Carrier> carrier, LongSupplier nanoTime, HttpClient own, LastCalls calls) {
        this.carrier = carrier;
        this.nanoTime = nanoTime;
        this.own = own;
        this.ofClusters = new ClusterClients(own, calls);
        // A mirror that hangs shall hold up no connection of the application's.
        this.ofMirrors = new ClusterClients(
                HttpClient.newConnection()
                        .headers(headers -> headers.set(own.configuration().headers())),
                calls);
        this.followsRedirects = own.configuration().followRedirectPredicate() != null;
    }

    /**
     * Makes a call when subscribed to. Part of the work whose {@link TraceContext} is in the subscriber's context under
     * {@link TraceContextAccessor#KEY}, or else of the subscribing thread's. A response timeout of the client runs over
     * everything until the head of the answer: delays, retries and pauses.
     *
     * @return what the endpoint answered, or the mesh; an error where the caller's own limits ended the call
     */
    public Mono<ReactorAnswer> call(ReactorRequest request) {
        return Mono.deferContextual(context -> {
                    TraceContext work = context.<TraceContext>getOrEmpty(TraceContextAccessor.KEY)
                            .orElseGet(TraceContext::current);
                    return call(request, work, 0);
                })
                .doOnDiscard(ReactorAnswer.class, ReactorAnswer::release);
    }

    /** Where a redirect leads is a call of its own: planned anew, or outside of the mesh. */
    private Mono<ReactorAnswer> call(ReactorRequest request, TraceContext work, int redirects) {
        Mono<ReactorAnswer> answer = carrier.get().carry(request, this, work);
        if (!followsRedirects) {
            return answer;
        }
        return answer.flatMap(head -> {
            Optional<ReactorRequest> next = Redirects.next(request, head, redirects);
            if (next.isEmpty()) {
                return Mono.just(head);
            }
            head.release();
            return call(next.get(), work, redirects + 1);
        });
    }

    LongSupplier nanoTime() {
        return nanoTime;
    }

    /** The application's own client, as it is. */
    HttpClient own() {
        return own;
    }

    /** For copies of calls. */
    ClusterClients ofMirrors() {
        return ofMirrors;
    }

    ClusterClients ofClusters() {
        return ofClusters;
    }
}
