package io.weft.runtime.call;

import io.weft.model.HeaderEdit;
import io.weft.model.RequestHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The headers that follow the work they came with: those that Istio asks applications to forward. */
final class TraceHeaders {

    static final String REQUEST_ID = "x-request-id";

    /** Each names the span that called; to send two spans' headers together would tear a trace apart. */
    private static final List<String> SPAN = List.of(
            "traceparent",
            "x-b3-traceid",
            "x-b3-spanid",
            "x-b3-parentspanid",
            "x-b3-sampled",
            "x-b3-flags",
            "x-ot-span-context",
            "x-datadog-trace-id",
            "x-datadog-parent-id",
            "x-datadog-sampling-priority",
            "x-cloud-trace-context",
            "grpc-trace-bin",
            "sw8",
            "tracestate");

    private static final List<String> OTHERS =
            List.of(REQUEST_ID, "end-user", "user-agent", "cookie", "authorization", "jwt");

    private static final Set<String> SPAN_NAMES = Set.copyOf(SPAN);

    private TraceHeaders() {}

    /** Those of an incoming request; a request id is made if it has none, so that all calls of the work share it. */
    static List<Header> of(UnaryOperator<@Nullable String> incoming, RandomGenerator random) {
        List<Header> headers = new ArrayList<>();
        for (List<String> names : List.of(OTHERS, SPAN)) {
            for (String name : names) {
                String value = incoming.apply(name);
                if (value != null) {
                    headers.add(new Header(name, value));
                } else if (name.equals(REQUEST_ID)) {
                    headers.add(new Header(name, requestId(random)));
                }
            }
        }
        return headers;
    }

    static boolean isSpan(String name) {
        return SPAN_NAMES.contains(name);
    }

    /** What an outgoing request lacks. Where a tracer has put its own span on it, the work's span is left out. */
    static List<HeaderEdit.Add> missing(RequestHead head, TraceContext work, RandomGenerator random) {
        List<HeaderEdit.Add> others = work.others();
        List<HeaderEdit.Add> span = work.span();
        List<HeaderEdit.Add> missing = new ArrayList<>(1 + others.size() + span.size());
        boolean identified = head.header(REQUEST_ID) != null;
        for (int i = 0; i < others.size(); i++) {
            HeaderEdit.Add header = others.get(i);
            if (head.header(header.name()) == null) {
                missing.add(header);
                identified |= header.name().equals(REQUEST_ID);
            }
        }
        if (!identified) {
            missing.add(new HeaderEdit.Add(REQUEST_ID, requestId(random)));
        }
        if (!span.isEmpty() && !isTraced(head)) {
            missing.addAll(span);
        }
        return missing;
    }

    private static boolean isTraced(RequestHead head) {
        for (int i = 0; i < SPAN.size(); i++) {
            if (head.header(SPAN.get(i)) != null) {
                return true;
            }
        }
        return head.header("b3") != null;
    }

    /** A random (version 4) UUID, as Envoy makes them. */
    private static String requestId(RandomGenerator random) {
        long most = (random.nextLong() & ~0xf000L) | 0x4000L;
        long least = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(most, least).toString();
    }
}
