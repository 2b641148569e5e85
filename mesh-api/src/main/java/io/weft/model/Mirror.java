package io.weft.model;

/**
 * A cluster that gets copies of requests; its answers are thrown away (Envoy's RequestMirrorPolicy).
 *
 * @param cluster its name
 * @param perMillion how many of a million requests are copied
 */
public record Mirror(String cluster, int perMillion) {}
