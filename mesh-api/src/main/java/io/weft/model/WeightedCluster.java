package io.weft.model;

/**
 * One destination of a route.
 *
 * @param cluster its name
 * @param weight its share, relative to the sum of its siblings' weights
 * @param headers edits that hold for this destination, done before the route's own
 */
public record WeightedCluster(String cluster, int weight, HeaderEdits headers) {}
