package io.weft.runtime.upstream;

/**
 * Which endpoint a hash belongs to. Depends on nothing but the endpoints' addresses and weights, so that it is the same
 * in every process and after every restart. Immutable.
 */
sealed interface HashTable permits Ring, Maglev {

    /** @param again how many endpoints were turned down for this hash already: another one is wanted then */
    int at(long hash, int again);
}
