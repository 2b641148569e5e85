package io.weft.model;

/** One change to a set of headers; names are in lower case. Of one list, removals are done first. */
public sealed interface HeaderEdit {

    String name();

    /** Takes the place of every header of that name. The value may hold Envoy's {@code %COMMAND%}s. */
    record Set(String name, String value) implements HeaderEdit {}

    /** Comes beside what is there. The value may hold Envoy's {@code %COMMAND%}s. */
    record Add(String name, String value) implements HeaderEdit {}

    /** Takes every header of that name away. */
    record Remove(String name) implements HeaderEdit {}
}
