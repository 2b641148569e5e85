package io.weft.model;

/**
 * A condition on one request header (Envoy's HeaderMatcher). Of several headers of one name, it
 * is enough that one matches.
 *
 * @param name in lower case; a pseudo header begins with a colon
 * @param value what the value must be
 * @param invert whether the condition is turned around
 * @param missingIsEmpty whether an absent header counts as an empty one; else an absent header does not match,
 *     inverted or not, unless {@code value} asks for presence alone (Envoy's treat_missing_header_as_empty)
 */
public record HeaderMatch(String name, StringMatch value, boolean invert, boolean missingIsEmpty) {}
