package io.weft.runtime.upstream;

/**
 * How calls are shared out between priorities, in percent, by Envoy's arithmetic: a priority bears 1.4 times the part
 * of its endpoints that is usable. The first takes what it bears; what is left over spills to the next.
 */
final class Priorities {

    static final double OVERPROVISIONING = 1.4;

    private static final int ALL = 100;

    private Priorities() {}

    /** What a set of endpoints bears. */
    static int availability(int usable, int all) {
        return all == 0 ? 0 : (int) Math.min(ALL, OVERPROVISIONING * ALL * usable / all + 1e-9);
    }

    /** What all priorities bear together. */
    static int total(int[] availability) {
        int sum = 0;
        for (int each : availability) {
            sum += each;
        }
        return Math.min(ALL, sum);
    }

    /** The loads of priorities that bear so much, the first one first; all of them 0 if none bears anything. */
    static int[] loads(int[] availability) {
        int[] loads = new int[availability.length];
        int total = total(availability);
        if (total == 0) {
            return loads;
        }
        int left = ALL;
        int first = -1;
        for (int i = 0; i < loads.length; i++) {
            loads[i] = Math.min(left, availability[i] * ALL / total);
            left -= loads[i];
            first = first < 0 && availability[i] > 0 ? i : first;
        }
        // What rounding has left.
        loads[first] += left;
        return loads;
    }
}
