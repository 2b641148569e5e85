package io.weft.runtime.http;

/**
 * What is sent on other threads than the caller's.
 *
 * @param mirrors copies that nobody waits for
 * @param hedges attempts beside one that takes long
 */
record Beside(Mirrors mirrors, HedgeThreads hedges) {

    void close() {
        mirrors.close();
        hedges.close();
    }
}
