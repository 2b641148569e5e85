package io.weft.runtime.upstream;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * In turn, through a cycle that is too long to write down: walks the line of the shares in steps of one size. The step
 * has no divisor in common with the line's length, so that a cycle comes to every place once, and each endpoint has its
 * exact share. It is near the golden section of the length, which spreads any stretch of the walk most evenly: no
 * endpoint is ever more than about three turns ahead or behind.
 */
record StridePicker(Shares shares, long step, AtomicInteger rotation) implements Picker {

    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    /** How uneven the walk may be; the golden section itself has 1. One of 3 is always found near it. */
    private static final long EVEN = 3;

    private static final int FARTHEST = 1_000;

    static StridePicker of(Shares shares, AtomicInteger rotation) {
        return new StridePicker(shares, step(shares.total()), rotation);
    }

    @Override
    public Slot pick(PickArgs args, int again) {
        long turn = (rotation.getAndIncrement() & Integer.MAX_VALUE) % shares.total();
        return shares.slot(shares.at(turn * step % shares.total()));
    }

    static long step(long total) {
        long golden = Math.round(total * GOLDEN);
        long best = 1;
        long least = unevenness(total, best);
        for (int away = 0; away < FARTHEST && least > EVEN; away++) {
            for (long step : new long[] {golden + away, golden - away}) {
                long unevenness = step <= 0 || step >= total ? Long.MAX_VALUE : unevenness(total, step);
                if (unevenness < least) {
                    best = step;
                    least = unevenness;
                }
            }
        }
        return best;
    }

    /**
     * The largest term of the continued fraction of step / total: after so many rounds of some size the walk comes back
     * to where it was, and leaves the rest out for as long. Unbounded if they have a divisor in common.
     */
    private static long unevenness(long total, long step) {
        long largest = 0;
        long high = total;
        long low = step;
        while (low > 0) {
            largest = Math.max(largest, high / low);
            long rest = high % low;
            high = low;
            low = rest;
        }
        return high == 1 ? largest : Long.MAX_VALUE;
    }
}
