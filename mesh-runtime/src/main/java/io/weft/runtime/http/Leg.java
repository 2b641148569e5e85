package io.weft.runtime.http;

import io.weft.runtime.call.Attempt;
import java.net.URI;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpRequest;

/**
 * One of the attempts of a {@link Race}.
 *
 * @param stop is not sent: HttpClient ends what goes on for a request when that is cancelled, and each attempt needs one of
 *     its own for it
 */
record Leg(Attempt attempt, HttpExchange exchange, HttpUriRequestBase stop) {

    static Leg first(Attempt attempt, HttpExchange exchange) {
        HttpUriRequestBase stop = newStop();
        return new Leg(attempt, exchange.stoppedBy(stop), stop);
    }

    static Leg hedge(Attempt attempt, HttpExchange exchange, ClassicHttpRequest copy) {
        HttpUriRequestBase stop = newStop();
        return new Leg(attempt, exchange.beside(copy, stop), stop);
    }

    private static HttpUriRequestBase newStop() {
        return new HttpUriRequestBase("GET", URI.create("/"));
    }

    /** Closes its connection, or leaves the pool's line; from any thread. */
    void end() {
        stop.cancel();
    }
}
