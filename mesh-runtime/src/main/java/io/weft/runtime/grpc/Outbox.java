package io.weft.runtime.grpc;

import io.grpc.ClientCall;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the caller did to a call, passed on to the attempt under way in the same order, and kept while another attempt
 * may need it again. Any thread may add; one at a time passes on.
 */
final class Outbox<ReqT> {

    /** One thing that a caller does: send, request, half-close. */
    interface Step<ReqT> {
        void on(ClientCall<ReqT, ?> call);
    }

    /** So much of a call's requests is kept, in bytes. */
    private static final long MOST_KEPT = 256 * 1024;

    private final Deque<Step<ReqT>> waiting = new ArrayDeque<>();
    private final List<Step<ReqT>> done = new ArrayList<>();
    private @Nullable ClientCall<ReqT, ?> attempt;
    private @Nullable Step<ReqT> start;
    private boolean passing;
    private boolean keeping = true;
    private long kept;
    private boolean closed;

    void add(Step<ReqT> step) {
        add(step, 0);
    }

    /** @param bytes the length of the message that it sends */
    void add(Step<ReqT> step, long bytes) {
        synchronized (this) {
            if (closed) {
                return;
            }
            waiting.add(step);
            kept += bytes;
            if (kept > MOST_KEPT) {
                keepNoMore();
            }
        }
        passOn();
    }

    /** Whether all that was passed on could be passed on once more. */
    synchronized boolean keeping() {
        return keeping;
    }

    synchronized void keepNoMore() {
        keeping = false;
        done.clear();
    }

    /** From now on steps go to this attempt: its start, those kept, those that waited, later ones. */
    void attach(ClientCall<ReqT, ?> next, Step<ReqT> starting) {
        synchronized (this) {
            for (int i = done.size() - 1; i >= 0; i--) {
                waiting.addFirst(done.get(i));
            }
            done.clear();
            attempt = next;
            start = starting;
        }
        passOn();
    }

    /** The attempt has ended: later steps wait for the next one. */
    synchronized void detach() {
        attempt = null;
        start = null;
    }

    /** The call is cancelled or over: nothing is passed on any more, but an attempt that begins does start. */
    synchronized void close() {
        closed = true;
        keepNoMore();
        waiting.clear();
    }

    private synchronized boolean closed() {
        return closed;
    }

    private void passOn() {
        while (true) {
            Step<ReqT> step;
            ClientCall<ReqT, ?> to;
            synchronized (this) {
                to = attempt;
                if (passing || to == null || (start == null && waiting.isEmpty())) {
                    return;
                }
                step = take();
                passing = true;
            }
            try {
                step.on(to);
            } catch (IllegalStateException e) {
                // What a call says that was cancelled while the step was on its way.
                if (!closed()) {
                    throw e;
                }
            } finally {
                synchronized (this) {
                    passing = false;
                }
            }
        }
    }

    private Step<ReqT> take() {
        Step<ReqT> first = start;
        if (first != null) {
            start = null;
            return first;
        }
        Step<ReqT> step = waiting.remove();
        if (keeping) {
            done.add(step);
        }
        return step;
    }
}
