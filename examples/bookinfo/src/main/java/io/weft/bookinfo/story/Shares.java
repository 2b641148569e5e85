package io.weft.bookinfo.story;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** How many calls ended how. */
final class Shares {

    private final Map<String, LongAdder> counts = new ConcurrentSkipListMap<>();

    /** Counted elsewhere. */
    static Shares of(Map<String, Long> counts) {
        Shares shares = new Shares();
        counts.forEach((outcome, count) -> shares.counter(outcome).add(count));
        return shares;
    }

    void add(String outcome) {
        counter(outcome).increment();
    }

    private LongAdder counter(String outcome) {
        return counts.computeIfAbsent(outcome, key -> new LongAdder());
    }

    long of(String outcome) {
        LongAdder count = counts.get(outcome);
        return count == null ? 0 : count.sum();
    }

    long total() {
        return counts.values().stream().mapToLong(LongAdder::sum).sum();
    }

    boolean only(String outcome) {
        return total() > 0 && of(outcome) == total();
    }

    /**
     * Whether chance alone explains the distance from the expected share: at most four standard deviations,
     * once in 16,000 times.
     */
    boolean near(String outcome, double share) {
        double deviation = Math.sqrt(total() * share * (1 - share));
        return Math.abs(of(outcome) - total() * share) <= 4 * deviation;
    }

    Map<String, Long> counts() {
        Map<String, Long> sums = new TreeMap<>();
        counts.forEach((outcome, count) -> sums.put(outcome, count.sum()));
        return sums;
    }

    @Override
    public String toString() {
        return counts().entrySet().stream()
                .map(entry -> "%s %d".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
    }
}
