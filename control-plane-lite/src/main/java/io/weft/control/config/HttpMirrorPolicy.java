package io.weft.control.config;

/**
 * A copy of the call, whose answer nobody sees.
 *
 * @param percentage of calls, 0 to 100; an unset one is 100
 */
public record HttpMirrorPolicy(Destination destination, double percentage) {}
