package io.weft.runtime.upstream;

import java.util.random.RandomGenerator;

/**
 * One of several parts by its share, then an endpoint of that. A request with a hash comes to the same part each time,
 * while shares are what they are.
 *
 * @param ends where each part's stretch of the line from 0 to the sum of all shares ends
 */
record PartedPicker(double[] ends, Picker[] pickers, RandomGenerator random) implements Picker {

    /** An odd number near the golden section of 2^64: spreads hashes anew, since the parts' own tables use them too. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private static final double UNIT = 0x1.0p-53;

    static PartedPicker of(double[] shares, Picker[] pickers, RandomGenerator random) {
        double[] ends = new double[shares.length];
        double end = 0;
        for (int i = 0; i < shares.length; i++) {
            end += shares[i];
            ends[i] = end;
        }
        return new PartedPicker(ends, pickers, random);
    }

    @Override
    public Slot pick(PickArgs args, int again) {
        double place = ends[ends.length - 1]
                * (args.hash().isPresent() ? ((args.hash().getAsLong() * SPREAD) >>> 11) * UNIT : random.nextDouble());
        int part = 0;
        while (part < ends.length - 1 && place >= ends[part]) {
            part++;
        }
        return pickers[part].pick(args, again);
    }
}
