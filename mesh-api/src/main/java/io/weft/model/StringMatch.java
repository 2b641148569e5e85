package io.weft.model;

/** A condition on a string (Envoy's StringMatcher). */
public sealed interface StringMatch {

    /** There is one, whatever it is. */
    record Present() implements StringMatch {}

    record Exact(String value, boolean ignoreCase) implements StringMatch {}

    record Prefix(String value, boolean ignoreCase) implements StringMatch {}

    record Suffix(String value, boolean ignoreCase) implements StringMatch {}

    record Contains(String value, boolean ignoreCase) implements StringMatch {}

    /** An RE2 expression that the whole string must match. */
    record Regex(String regex) implements StringMatch {}
}
