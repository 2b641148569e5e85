package io.weft.control.serve;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a defect in one task from ending the thread's work for all others. */
final class Guard {

    private static final Logger log = LoggerFactory.getLogger(Guard.class);

    private Guard() {}

    static Runnable of(String what, Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                log.error("{} failed", what, e);
            }
        };
    }
}
