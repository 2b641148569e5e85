package io.weft.runtime.call;

import io.weft.model.HeaderEdit;
import java.util.List;
import java.util.OptionalLong;

/**
 * What an incoming request hands down to the work it starts, and to every call that this work makes: the headers of
 * {@link TraceHeaders} (request id, trace ids, end-user and the like), the caller's deadline, and its address. A header
 * that an outgoing request already has is never touched. Immutable.
 */
public final class TraceContext {

    /** Outside of any work. */
    public static final TraceContext NONE = new TraceContext(List.of());

    private static final ThreadLocal<TraceContext> CURRENT = new ThreadLocal<>();
    private static final Scope AS_BEFORE = () -> {};

    private final List<Header> headers;
    private final List<HeaderEdit.Add> span;
    private final List<HeaderEdit.Add> others;
    private final OptionalLong deadlineNanos;
    private final String caller;

    /** Headers in lower case and nothing else. */
    public TraceContext(List<Header> headers) {
        this(headers, OptionalLong.empty(), "");
    }

    private TraceContext(List<Header> headers, OptionalLong deadlineNanos, String caller) {
        this.headers = List.copyOf(headers);
        this.span = adds(true);
        this.others = adds(false);
        this.deadlineNanos = deadlineNanos;
        this.caller = caller;
    }

    private List<HeaderEdit.Add> adds(boolean ofSpan) {
        return headers.stream()
                .filter(header -> TraceHeaders.isSpan(header.name()) == ofSpan)
                .map(header -> new HeaderEdit.Add(header.name(), header.value()))
                .toList();
    }

    /** The same work, which is of no use to its caller after this time on the clock of the planner. */
    public TraceContext until(long deadline) {
        return new TraceContext(headers, OptionalLong.of(deadline), caller);
    }

    /** The same work, asked for from this address (an IP address; balancing may go by it). */
    public TraceContext from(String address) {
        return new TraceContext(headers, deadlineNanos, address);
    }

    /** The context of the work that this thread does now. */
    public static TraceContext current() {
        TraceContext current = CURRENT.get();
        return current == null ? NONE : current;
    }

    /** Makes this the context of the current thread's work until the scope is closed. */
    @SuppressWarnings("ReferenceEquality") // the same object is the usual case: a call made by the work itself
    public Scope open() {
        TraceContext outer = current();
        if (outer == this) {
            return AS_BEFORE;
        }
        set(this);
        return () -> set(outer);
    }

    @SuppressWarnings("ReferenceEquality") // NONE is one object
    static void set(TraceContext context) {
        if (context == NONE) {
            CURRENT.remove();
        } else {
            CURRENT.set(context);
        }
    }

    /** To be forwarded. */
    public List<Header> headers() {
        return headers;
    }

    /** When the work's own caller gives up; calls of this work end then too. */
    public OptionalLong deadlineNanos() {
        return deadlineNanos;
    }

    /** The address of whoever asked for the work; empty if unknown. */
    public String caller() {
        return caller;
    }

    /** The headers that name the caller's span. */
    List<HeaderEdit.Add> span() {
        return span;
    }

    List<HeaderEdit.Add> others() {
        return others;
    }

    /** Restores what was current before. To be closed on the thread that opened it. */
    public interface Scope extends AutoCloseable {
        @Override
        void close();
    }
}
