package io.weft.runtime.guard;

/**
 * What became of the hedging of one cluster, for display. Counts are of this process, since its first call.
 *
 * @param cluster what it is for
 * @param launched attempts that were made beside another one
 * @param won those of them that gave the caller its answer
 * @param overBudget calls that got no more attempts because the retry budget had no place
 * @param noEndpoint calls that got no more because no endpoint was left that they had not tried, or none without a wait
 * @param origin where it was written
 */
public record HedgingView(String cluster, long launched, long won, long overBudget, long noEndpoint, String origin) {}
