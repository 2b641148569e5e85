package io.weft.runtime.grpc;

import io.grpc.ClientCall;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the caller did to a call, passed on to the attempt under way in the same order, and kept while another attempt
 * may need it again. Any thread may add; one at a time passes on.
 */
final class Outbox<ReqT> {

    /** So much of a call's requests is kept, in bytes. */
    static final long MOST_KEPT = 256 * 1024;

    /** A unary call has three steps. */
    private static final int STEPS = 4;

    /** So many steps that nobody keeps are forgotten together while others wait: one by one, each would move those. */
    private static final int BATCH = 100;

    private final List<Step<ReqT>> steps = new ArrayList<>(STEPS);
    /** So many of the steps the attempt under way has got. */
    private int passed;
    /** So many of the steps this or an earlier attempt has got. */
    private int passedOnce;

    private List<Shadow<ReqT>> shadows = List.of();
    private @Nullable ClientCall<ReqT, ?> attempt;
    private @Nullable Step<ReqT> start;
    private boolean passing;
    private boolean keeping = true;
    private long kept;
    private boolean closed;

    /** Something that the caller does. */
    void add(Step<ReqT> step) {
        synchronized (this) {
            if (closed) {
                return;
            }
            steps.add(step);
            kept += step.bytes();
            if (keeping && kept > MOST_KEPT) {
                keepNoMore();
            }
        }
        passOn();
    }

    /** Whether it matters how long messages are. */
    synchronized boolean measuring() {
        return keeping || !shadows.isEmpty();
    }

    /** From now on these, which have started, are sent the same; to be said before there is an attempt. */
    synchronized void copyTo(List<Shadow<ReqT>> copies) {
        shadows = List.copyOf(copies);
    }

    /** Whether all that was passed on could be passed on once more. */
    synchronized boolean keeping() {
        return keeping;
    }

    synchronized void keepNoMore() {
        keeping = false;
        forget();
    }

    /** Of what the attempt has got. */
    private void forget() {
        if (passed == steps.size()) {
            steps.clear();
        } else {
            steps.subList(0, passed).clear();
        }
        passedOnce = Math.max(0, passedOnce - passed);
        passed = 0;
    }

    /** From now on steps go to this attempt: its start, those kept, those that waited, later ones. */
    void attach(ClientCall<ReqT, ?> next, Step<ReqT> starting) {
        synchronized (this) {
            if (!keeping) {
                forget();
            }
            passed = 0;
            attempt = next;
            start = starting;
        }
        passOn();
    }

    /** The attempt has ended, if it is still this one: later steps wait for the next one. */
    @SuppressWarnings("ReferenceEquality") // an attempt is one object
    synchronized void detach(ClientCall<ReqT, ?> ended) {
        if (attempt == ended) {
            attempt = null;
            start = null;
        }
    }

    /** The call is cancelled or over: nothing is passed on any more, but an attempt that begins does start. */
    void close() {
        List<Shadow<ReqT>> ended;
        synchronized (this) {
            closed = true;
            passed = steps.size();
            keepNoMore();
            ended = shadows;
            shadows = List.of();
        }
        if (!ended.isEmpty()) {
            ended.forEach(Shadow::noMore);
        }
    }

    @SuppressWarnings("ReferenceEquality") // an attempt is one object
    private synchronized boolean isOver(ClientCall<ReqT, ?> call) {
        return closed || attempt != call;
    }

    private void passOn() {
        boolean first = true;
        while (passNext(first)) {
            first = false;
        }
    }

    /** @param first whether this thread has passed on nothing yet, so that another one may be about to */
    private boolean passNext(boolean first) {
        Step<ReqT> step;
        ClientCall<ReqT, ?> to;
        List<Shadow<ReqT>> copies;
        synchronized (this) {
            if (first && passing) {
                return false;
            }
            to = attempt;
            passing = to != null && (start != null || passed < steps.size());
            if (to == null || !passing) {
                return false;
            }
            copies = passed < passedOnce ? List.of() : shadows;
            step = take();
        }
        boolean done = false;
        try {
            for (int i = 0; i < copies.size(); i++) {
                step.copyTo(copies.get(i));
            }
            step.on(to);
            done = true;
        } catch (IllegalStateException e) {
            // What a call says that was cancelled while the step was on its way.
            done = isOver(to);
            if (!done) {
                throw e;
            }
        } finally {
            if (!done) {
                stop();
            }
        }
        return true;
    }

    private synchronized void stop() {
        passing = false;
    }

    private Step<ReqT> take() {
        Step<ReqT> first = start;
        if (first != null) {
            start = null;
            return first;
        }
        Step<ReqT> step = steps.get(passed++);
        passedOnce = Math.max(passedOnce, passed);
        if (!keeping && (passed == steps.size() || passed == BATCH)) {
            forget();
        }
        return step;
    }
}
