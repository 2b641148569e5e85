package io.weft.model;

/**
 * What protects a destination beyond Istio's own rules ({@code weft.io/v1 TrafficGuard}).
 *
 * @param origin where it was written: {@code file:line}, or the object's name
 */
public record Guard(String origin) {}
