package io.weft.runtime.http;

import io.weft.runtime.call.Attempt;
import java.net.URI;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpRequest;

/**
 * One of the attempts of a {@link Race}.
 *
 * @param stop is not sent: HttpClient ends what goes on for a request when that is cancelled, and each attempt needs
 *     one of its own for it
 */
record Leg(Attempt attempt, HttpExchange exchange, LegContext context, HttpUriRequestBase stop) {

    /** @param request the caller's, or a copy for an attempt beside one that sends it already */
    static Leg of(Attempt attempt, HttpExchange exchange, ClassicHttpRequest request) {
        HttpUriRequestBase stop = new HttpUriRequestBase("GET", URI.create("/"));
        LegContext context = exchange.context();
        return new Leg(attempt, exchange.sending(request, stop, context), context, stop);
    }

    /** Closes its connection, or leaves the pool's line; from any thread. */
    void end() {
        stop.cancel();
    }
}
