package io.weft.runtime.call;

import io.weft.model.HeaderEdit;
import io.weft.model.RequestHead;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The headers that follow the work they came with: by default those that Istio asks applications to forward, without
 * the caller's credentials ({@code authorization}, {@code cookie}, {@code jwt}), which are not every service's to see.
 */
public final class TraceHeaders {

    static final String REQUEST_ID = "x-request-id";

    /** Each names the span that called; to send two spans' headers together would tear a trace apart. */
    private static final List<String> SPAN = List.of(
            "traceparent",
            "b3",
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

    private static final List<String> OTHERS = List.of(REQUEST_ID, "baggage", "end-user", "user-agent");

    private static final Set<String> SPAN_NAMES = Set.copyOf(SPAN);

    /** Request id, {@code baggage}, {@code end-user}, {@code user-agent}, and the span headers of the usual tracers. */
    public static final TraceHeaders DEFAULT =
            new TraceHeaders(Stream.of(OTHERS, SPAN).flatMap(List::stream).toList());

    private final List<String> names;

    private TraceHeaders(List<String> names) {
        this.names = names;
    }

    /**
     * A list like this one, but for these names, in any case.
     *
     * @param additional to be taken along as well
     * @param excluded not to be taken along
     */
    public TraceHeaders with(Collection<String> additional, Collection<String> excluded) {
        Set<String> out = lowerCase(excluded).collect(Collectors.toSet());
        return new TraceHeaders(Stream.concat(names.stream(), lowerCase(additional))
                .distinct()
                .filter(name -> !out.contains(name))
                .toList());
    }

    private static Stream<String> lowerCase(Collection<String> names) {
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT));
    }

    /**
     * The context of an incoming request. A request id is made if it has none, so that all calls of its work share it.
     *
     * @param incoming its headers by name in lower case; null for one it does not have
     * @param random for the request id
     */
    public TraceContext of(UnaryOperator<@Nullable String> incoming, RandomGenerator random) {
        List<Header> headers = new ArrayList<>();
        for (String name : names) {
            String value = incoming.apply(name);
            if (value != null) {
                headers.add(new Header(name, value));
            } else if (name.equals(REQUEST_ID)) {
                headers.add(new Header(name, requestId(random)));
            }
        }
        return new TraceContext(headers);
    }

    static boolean isSpan(String name) {
        return SPAN_NAMES.contains(name);
    }

    /** What an outgoing request lacks. Where a tracer has put its own span on it, the work's span is left out. */
    static List<HeaderEdit.Add> missing(RequestHead head, TraceContext work, RandomGenerator random) {
        List<HeaderEdit.Add> others = work.others();
        List<HeaderEdit.Add> span = work.span();
        boolean identified = head.header(REQUEST_ID) != null;
        if (others.isEmpty() && span.isEmpty()) {
            return identified ? List.of() : List.of(new HeaderEdit.Add(REQUEST_ID, requestId(random)));
        }
        List<HeaderEdit.Add> missing = new ArrayList<>(1 + others.size() + span.size());
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
        return false;
    }

    /** A random (version 4) UUID, as Envoy makes them. */
    private static String requestId(RandomGenerator random) {
        long most = (random.nextLong() & ~0xf000L) | 0x4000L;
        long least = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(most, least).toString();
    }
}
