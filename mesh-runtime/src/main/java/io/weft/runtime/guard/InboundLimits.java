package io.weft.runtime.guard;

import io.weft.model.InboundLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What this workload takes of its callers. The buckets of a limit that stays the same survive changes of configuration.
 * Thread-safe.
 */
public final class InboundLimits {

    /** So many callers, or values of a header, are told apart by each limit. */
    private static final int MOST_KEYS = 10_000;

    private record Live(InboundLimit rule, KeyedBuckets buckets) {}

    /** What is known of a request. */
    public interface Request {

        /** The SPIFFE ID of the caller's certificate, else its IP address. */
        String caller();

        /** The value of a header; null if it is absent. */
        @Nullable
        String header(String name);
    }

    /**
     * A request too many.
     *
     * @param rule that is exceeded
     * @param retryAfter when there is a token again
     */
    public record Excess(InboundLimit rule, Duration retryAfter) {}

    private final LongSupplier clock;
    private volatile List<Live> limits = List.of();

    /** @param nanoTime a monotonic clock in nanoseconds */
    public InboundLimits(LongSupplier nanoTime) {
        this.clock = nanoTime;
    }

    /** These limits hold from now on. */
    public synchronized void use(List<InboundLimit> rules) {
        List<Live> next = new ArrayList<>();
        for (InboundLimit rule : rules) {
            KeyedBuckets kept = limits.stream()
                    .filter(live -> live.rule().limit().equals(rule.limit()))
                    .filter(live -> live.rule().per().equals(rule.per()))
                    .filter(live -> live.rule().origin().equals(rule.origin()))
                    .map(Live::buckets)
                    .findFirst()
                    .orElseGet(() -> new KeyedBuckets(rule.limit(), MOST_KEYS, clock.getAsLong()));
            next.add(new Live(rule, kept));
        }
        limits = List.copyOf(next);
    }

    /** Counts a request; the first limit that it exceeds is told. */
    public Optional<Excess> check(Request request) {
        List<Live> now = limits;
        for (int i = 0; i < now.size(); i++) {
            Live live = now.get(i);
            long wait = live.buckets().take(key(live.rule().per(), request), clock.getAsLong());
            if (wait > 0) {
                return Optional.of(new Excess(live.rule(), Duration.ofNanos(wait)));
            }
        }
        return Optional.empty();
    }

    private static String key(InboundLimit.Per per, Request request) {
        if (per instanceof InboundLimit.Per.Caller) {
            return request.caller();
        }
        if (per instanceof InboundLimit.Per.Header header) {
            String value = request.header(header.name());
            return value == null ? "" : value;
        }
        return "";
    }
}
