package io.weft.control.config;

/** A destination of a TCP or TLS route and its share of the connections. */
public record RouteDestination(Destination destination, int weight) {}
