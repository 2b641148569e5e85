package io.weft.runtime.upstream;

import java.util.Arrays;

/** What endpoints reported lately, and from where on one of them is hot. Not thread-safe. */
final class RecentLoads {

    private static final int KEPT = 128;
    /** So many reports change little, and sorting is the dearest step. */
    private static final int LOOK_EVERY = 8;

    private final int[] kept = new int[KEPT];
    private int count;
    private int next;
    private int sinceLook;
    private int hotAbove = Integer.MAX_VALUE;

    void add(int inFlight, double hotQuantile) {
        kept[next] = inFlight;
        next = (next + 1) % KEPT;
        count = Math.min(KEPT, count + 1);
        if (count < LOOK_EVERY || ++sinceLook >= LOOK_EVERY) {
            hotAbove = quantile(hotQuantile);
            sinceLook = 0;
        }
    }

    private int quantile(double share) {
        int[] sorted = Arrays.copyOf(kept, count);
        Arrays.sort(sorted);
        return sorted[(int) Math.min(count - 1, share * count)];
    }

    boolean hot(int inFlight) {
        return inFlight > hotAbove;
    }
}
