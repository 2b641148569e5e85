package io.weft.bench.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What one call costs, as seen again and again. */
final class Sample {

    private final List<Double> nanos = new ArrayList<>();
    private final List<Double> bytes = new ArrayList<>();

    void add(double nanosPerCall, double bytesPerCall) {
        nanos.add(nanosPerCall);
        bytes.add(bytesPerCall);
    }

    /** The machine is shared: the least disturbed iteration tells most. */
    double nanos() {
        return Collections.min(nanos);
    }

    double medianNanos() {
        List<Double> sorted = nanos.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** Exact once everything is compiled. */
    double bytes() {
        return Collections.min(bytes);
    }
}
