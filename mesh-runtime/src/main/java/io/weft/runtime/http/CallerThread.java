package io.weft.runtime.http;

import io.micrometer.context.ContextSnapshotFactory;
import java.util.function.UnaryOperator;

/**
 * What the caller's thread knows and others don't (the current observation, the trace context, the security context,
 * …), for work that is done for it elsewhere: whatever is registered with Micrometer's context propagation, where that
 * is on the class path. Without it, nothing.
 */
final class CallerThread {

    private static final boolean PROPAGATION = isPresent("io.micrometer.context.ContextSnapshotFactory");

    private CallerThread() {}

    private static boolean isPresent(String className) {
        try {
            Class.forName(className, false, CallerThread.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** As it is now; what is wrapped sees that, on whatever thread it runs. */
    static UnaryOperator<Runnable> capture() {
        return PROPAGATION ? Propagation.capture() : UnaryOperator.identity();
    }

    /** Apart, so that it is loaded only where its library is. */
    private static final class Propagation {

        private static final ContextSnapshotFactory SNAPSHOTS =
                ContextSnapshotFactory.builder().build();

        static UnaryOperator<Runnable> capture() {
            return SNAPSHOTS.captureAll()::wrap;
        }
    }
}
