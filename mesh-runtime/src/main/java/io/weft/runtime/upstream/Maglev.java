package io.weft.runtime.upstream;

import io.weft.model.LoadBalancing;
import java.util.Arrays;
import java.util.Comparator;

/**
 * Envoy's Maglev table, place by place: a key that goes to an endpoint here goes there from a sidecar too.
 *
 * @see <a href="https://research.google/pubs/maglev-a-fast-and-reliable-software-network-load-balancer/">Maglev,
 *     3.4</a>
 */
final class Maglev implements HashTable {

    private final int[] table;

    private Maglev(int[] table) {
        this.table = table;
    }

    static Maglev of(LoadBalancing.Maglev rule, Shares shares) {
        int size = rule.tableSize();
        Builder[] builders = new Builder[shares.size()];
        double heaviest = 0;
        for (int i = 0; i < builders.length; i++) {
            builders[i] = new Builder(i, shares, size);
            heaviest = Math.max(heaviest, builders[i].weight);
        }
        // The order decides who gets a place that two want.
        Arrays.sort(builders, Comparator.comparing(builder -> builder.address));
        int[] table = new int[size];
        Arrays.fill(table, -1);
        int taken = 0;
        for (long round = 1; taken < size; round++) {
            for (int i = 0; i < builders.length && taken < size; i++) {
                taken += builders[i].take(table, round, heaviest) ? 1 : 0;
            }
        }
        return new Maglev(table);
    }

    @Override
    public int at(long hash, int again) {
        return table[(int) Long.remainderUnsigned(hash ^ -again, table.length)];
    }

    /** One endpoint that chooses its places, in an order of its own. */
    private static final class Builder {

        private final int index;
        private final String address;
        private final double weight;
        private final long skip;
        private long place;
        private double due;

        Builder(int index, Shares shares, int size) {
            this.index = index;
            this.address = shares.slot(index).endpoint().address().toString();
            this.weight = (double) shares.weight(index) / shares.total();
            this.place = Long.remainderUnsigned(XxHash64.hash(address), size);
            this.skip = Long.remainderUnsigned(XxHash64.hash(address, 1), Math.max(1, size - 1)) + 1;
        }

        /** The heaviest takes a place every round, one with a third of its weight every third. */
        boolean take(int[] table, long round, double heaviest) {
            if (round * weight < due) {
                return false;
            }
            due += heaviest;
            while (table[(int) place] >= 0) {
                place = (place + skip) % table.length;
            }
            table[(int) place] = index;
            return true;
        }
    }
}
