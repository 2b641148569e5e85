package io.weft.runtime.guard;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Good calls after the last bad one. A window of the last so many calls is not changed by one more of them when it
 * holds nothing else; so they need not be counted then, and threads that call a healthy destination share nothing here
 * but a number that they only read. A bad call, once it is counted, begins a new streak. Thread-safe.
 */
final class Streak {

    private final int window;
    private final AtomicInteger length = new AtomicInteger();

    /** @param window in calls; 0 for a window of time, which every call changes */
    Streak(int window) {
        this.window = window;
    }

    boolean fillsWindow() {
        return window > 0 && length.get() >= window;
    }

    /** A good call was counted that had seen this streak before. */
    void grow() {
        if (window > 0) {
            length.incrementAndGet();
        }
    }

    Streak broken() {
        return new Streak(window);
    }
}
