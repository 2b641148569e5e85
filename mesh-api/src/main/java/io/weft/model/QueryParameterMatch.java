package io.weft.model;

/** A condition on one query parameter (Envoy's QueryParameterMatcher); the first parameter of that name counts. */
public record QueryParameterMatch(String name, StringMatch value) {}
