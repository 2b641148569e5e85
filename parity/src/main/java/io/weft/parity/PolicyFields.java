package io.weft.parity;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** The policy of a cluster as texts by field name, the form in which two of them are compared. */
final class PolicyFields {

    /** No cap. */
    static final long UNLIMITED = Integer.MAX_VALUE;

    static final Duration IDLE_TIMEOUT = Duration.ofHours(1);
    static final long RING_SIZE = 1024;
    static final long TABLE_SIZE = 65_537;

    private final Map<String, String> fields = new TreeMap<>();

    PolicyFields put(String field, Object value) {
        fields.put(field, String.valueOf(value));
        return this;
    }

    Map<String, String> fields() {
        return fields;
    }

    static String slowStart(Duration window, double aggression, double minPercent) {
        return window + ", aggression " + aggression + ", from " + minPercent + " %";
    }

    static String keepAlive(long probes, long time, long interval) {
        return probes + " probes after " + time + " s, every " + interval + " s";
    }
}
