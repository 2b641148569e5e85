package io.weft.bench.side;

/**
 * How much is done.
 *
 * @param warmUp seconds before the first round
 * @param rounds of every system
 * @param calls in a round
 * @param rate calls per second of the open loop; 0 for none
 */
public record Effort(int warmUp, int rounds, int calls, int rate) {}
