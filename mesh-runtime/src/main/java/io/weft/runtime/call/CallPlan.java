package io.weft.runtime.call;

import io.weft.model.HeaderEdit;
import io.weft.model.Outcome;
import java.time.Duration;
import java.util.List;

/**
 * One call that goes upstream, as a sequence of decisions; used by one thread at a time. The adapter's loop: wait
 * {@link #delay()}; ask {@link #next()}; make the {@link Attempt}; say in {@link #finish} how it ended; do what that
 * answers.
 */
public final class CallPlan implements Plan {

    CallPlan() {}

    /** What the upstream shall see, the same for every attempt. */
    public OutboundHead outbound() {
        throw new UnsupportedOperationException();
    }

    /** How long to hold the call back before its first attempt (a delay fault); zero for not at all. */
    public Duration delay() {
        throw new UnsupportedOperationException();
    }

    /** The endpoint to try now, or the answer to the caller if there is none. */
    public Next next() {
        throw new UnsupportedOperationException();
    }

    /** What {@link #finish} would most likely say to such an outcome; without any effect. For deciding what to buffer. */
    public boolean mayRetry() {
        throw new UnsupportedOperationException();
    }

    /**
     * Takes note of how an attempt ended and says what follows. For an answer, call it when its head has come (for
     * gRPC: when its status has come without a message before it).
     *
     * @param repeatable whether the request can be sent once more: its body is at hand and nothing of an answer has
     *     reached the caller
     */
    public Then finish(Attempt attempt, Outcome outcome, boolean repeatable) {
        throw new UnsupportedOperationException();
    }

    /** What to do to the headers of the upstream's answer (for a trailers-only gRPC answer: its trailers), in order. */
    public List<HeaderEdit> responseEdits() {
        throw new UnsupportedOperationException();
    }

    /** The call so far. */
    public CallReport report() {
        throw new UnsupportedOperationException();
    }
}
