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
    static final long MOST_KEPT = 256 * 1024;

    /** What kind of step it is to a copy of the call, which sees what is sent and asks for answers itself. */
    private enum Kind {
        ASK,
        SEND,
        LAST
    }

    private record Entry<ReqT>(Step<ReqT> step, Kind kind, long bytes) {}

    /** A unary call has three steps. */
    private static final int STEPS = 4;

    private final Deque<Entry<ReqT>> waiting = new ArrayDeque<>(STEPS);
    private final List<Entry<ReqT>> done = new ArrayList<>(STEPS);
    private List<Shadow<ReqT>> shadows = List.of();
    /** So many of those that wait were passed on to an attempt before. */
    private int again;

    private @Nullable ClientCall<ReqT, ?> attempt;
    private @Nullable Step<ReqT> start;
    private boolean passing;
    private boolean keeping = true;
    private long kept;
    private boolean closed;

    /** Something that a caller asks for. */
    void ask(Step<ReqT> step) {
        add(new Entry<>(step, Kind.ASK, 0));
    }

    /** @param bytes the length of the message that it sends, if {@link #measuring} */
    void send(Step<ReqT> step, long bytes) {
        add(new Entry<>(step, Kind.SEND, bytes));
    }

    /** After this the caller sends nothing. */
    void last(Step<ReqT> step) {
        add(new Entry<>(step, Kind.LAST, 0));
    }

    private void add(Entry<ReqT> entry) {
        synchronized (this) {
            if (closed) {
                return;
            }
            waiting.add(entry);
            kept += entry.bytes;
            if (kept > MOST_KEPT) {
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
        done.clear();
    }

    /** From now on steps go to this attempt: its start, those kept, those that waited, later ones. */
    void attach(ClientCall<ReqT, ?> next, Step<ReqT> starting) {
        synchronized (this) {
            for (int i = done.size() - 1; i >= 0; i--) {
                waiting.addFirst(done.get(i));
            }
            again += done.size();
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
    void close() {
        List<Shadow<ReqT>> ended;
        synchronized (this) {
            closed = true;
            keepNoMore();
            waiting.clear();
            ended = shadows;
            shadows = List.of();
        }
        if (!ended.isEmpty()) {
            ended.forEach(Shadow::noMore);
        }
    }

    private synchronized boolean closed() {
        return closed;
    }

    private void passOn() {
        while (true) {
            Step<ReqT> step;
            ClientCall<ReqT, ?> to;
            Entry<ReqT> copied;
            List<Shadow<ReqT>> copies;
            synchronized (this) {
                to = attempt;
                if (passing || to == null || (start == null && waiting.isEmpty())) {
                    return;
                }
                copies = shadows;
                copied = copies.isEmpty() || again > 0 || start != null ? null : waiting.peek();
                step = take();
                passing = true;
            }
            try {
                if (copied != null) {
                    copies.forEach(shadow -> copy(copied, shadow));
                }
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
        Entry<ReqT> entry = waiting.remove();
        again = Math.max(0, again - 1);
        if (keeping) {
            done.add(entry);
        }
        return entry.step;
    }

    private static <T> void copy(Entry<T> entry, Shadow<T> shadow) {
        switch (entry.kind) {
            case ASK -> {}
            case SEND -> shadow.send(entry.step, entry.bytes);
            case LAST -> shadow.last(entry.step);
        }
    }
}
