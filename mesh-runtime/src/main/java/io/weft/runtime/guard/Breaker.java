package io.weft.runtime.guard;

import org.jspecify.annotations.Nullable;

/** Lets calls through while they go well. Thread-safe. */
interface Breaker {

    /** Where it stands. */
    enum State {
        CLOSED,
        OPEN,
        HALF_OPEN
    }

    /** One stay in one state, compared by identity: what began in one stay says nothing of the next. */
    record Stay(State state, long sinceNanos) {}

    /**
     * Asks for one call.
     *
     * @return to be handed back to one of {@link #ended} and {@link #released}; null if the call is refused
     */
    @Nullable
    Stay enter();

    /** A call that was let through has ended. */
    void ended(Stay stay, boolean failed, long nanos);

    /** A call that was let through did not happen, or says nothing of the destination. */
    void released(Stay stay);

    /** How long until it is worth asking again; 0 if that is not known. */
    long retryNanos();

    boolean isOpen();

    /** @param origin where its rule was written */
    BreakerView view(String origin);
}
