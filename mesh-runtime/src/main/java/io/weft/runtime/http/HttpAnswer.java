package io.weft.runtime.http;

import io.weft.model.Outcome;
import io.weft.runtime.call.Attempt;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.core5.http.ClassicHttpResponse;

/**
 * The head of an endpoint's answer.
 *
 * @param release to be run when the body has been read or given up; the endpoint counts as busy until then. Only the
 *     first run counts
 */
record HttpAnswer(ClassicHttpResponse response, boolean streams, Runnable release) {

    private static final String RATE_LIMITED = "x-envoy-ratelimited";
    private static final Runnable NOTHING = () -> {};

    static HttpAnswer of(ClassicHttpResponse response, Attempt attempt) {
        boolean streams = response.getEntity() != null && response.getEntity().isStreaming();
        return new HttpAnswer(response, streams, streams ? new Once(attempt.hold()) : NOTHING);
    }

    /** Runs once, however many ways an answer ends at the same time. */
    private static final class Once extends AtomicBoolean implements Runnable {

        private static final long serialVersionUID = 1L;

        private final transient Runnable action;

        Once(Runnable action) {
            this.action = action;
        }

        @Override
        public void run() {
            if (compareAndSet(false, true)) {
                action.run();
            }
        }
    }

    Outcome outcome() {
        return response.containsHeader(RATE_LIMITED)
                ? new Outcome(Outcome.Kind.ANSWERED, response.getCode(), -1, true)
                : Outcome.ofHttp(response.getCode());
    }
}
