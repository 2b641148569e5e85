package io.weft.runtime.upstream;

/**
 * Whose turn it is in one cycle of weighted round robin, in nginx's smooth order: every turn each endpoint earns its
 * weight, and the one that has most takes the turn and pays what all have earned.
 */
final class Turns {

    private Turns() {}

    static Slot[] of(Shares shares) {
        Slot[] turns = new Slot[(int) shares.total()];
        long[] earned = new long[shares.size()];
        for (int turn = 0; turn < turns.length; turn++) {
            int next = shares.equal() ? turn : next(shares, earned);
            earned[next] -= shares.total();
            turns[turn] = shares.slot(next);
        }
        return turns;
    }

    private static int next(Shares shares, long[] earned) {
        int most = 0;
        for (int i = 0; i < earned.length; i++) {
            earned[i] += shares.weight(i);
            if (earned[i] > earned[most]) {
                most = i;
            }
        }
        return most;
    }
}
