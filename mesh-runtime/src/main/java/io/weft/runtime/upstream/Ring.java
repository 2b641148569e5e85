package io.weft.runtime.upstream;

import io.weft.model.LoadBalancing;
import java.util.Arrays;

/**
 * A ring of hashes on which endpoints stand many times over: Envoy's ring hash, except for how often. There the number
 * of an endpoint's places depends on how many endpoints there are, so that one that leaves moves up to twice the keys
 * it had; here it depends on the endpoint alone, and only its own keys move.
 */
final class Ring implements HashTable {

    /** What is worth its memory; a cluster of very many endpoints, or of very unequal weights, may get more or less. */
    private static final long MOST = 1 << 20;

    /** The upper bits of hashes in order, each with its endpoint's index in the lower bits. */
    private final long[] places;

    private final int indexBits;

    private Ring(long[] places, int indexBits) {
        this.places = places;
        this.indexBits = indexBits;
    }

    static Ring of(LoadBalancing.RingHash rule, Shares shares) {
        int bits = Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(shares.size() - 1));
        int[] counts = counts(rule, shares);
        long[] places = new long[Arrays.stream(counts).sum()];
        int end = 0;
        for (int i = 0; i < shares.size(); i++) {
            String address = shares.slot(i).endpoint().address().toString();
            for (int place = 0; place < counts[i]; place++) {
                long hash = XxHash64.hash(address + '_' + place);
                // The sign is turned, for sorting is signed and the ring is not.
                places[end++] = (hash >>> bits << bits | i) ^ Long.MIN_VALUE;
            }
        }
        Arrays.sort(places);
        return new Ring(places, bits);
    }

    /**
     * The lightest endpoint has half of the minimum, so that any two fill the ring; heavier ones have more. One
     * endpoint alone gets everything, however often it stands there.
     */
    private static int[] counts(LoadBalancing.RingHash rule, Shares shares) {
        long lightest = Long.MAX_VALUE;
        for (int i = 0; i < shares.size(); i++) {
            lightest = Math.min(lightest, shares.weight(i));
        }
        double each = Math.max(1, (rule.minimumSize() + 1) / 2);
        double most = Math.min(rule.maximumSize(), Math.max(rule.minimumSize(), MOST));
        double scale = Math.min(each / lightest, most / shares.total());
        int[] counts = new int[shares.size()];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = (int) Math.max(1, Math.round(shares.weight(i) * scale));
        }
        return counts;
    }

    int size() {
        return places.length;
    }

    @Override
    public int at(long hash, int again) {
        int found = Arrays.binarySearch(places, (hash >>> indexBits << indexBits) ^ Long.MIN_VALUE);
        int next = (found < 0 ? -found - 1 : found) + again;
        return (int) (places[next % places.length] & ((1L << indexBits) - 1));
    }
}
