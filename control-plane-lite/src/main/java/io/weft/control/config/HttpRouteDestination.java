package io.weft.control.config;

/**
 * A destination and its share of the calls.
 *
 * @param weight its share of the sum of weights; without meaning if it is the only destination
 */
public record HttpRouteDestination(Destination destination, int weight, Headers headers) {}
