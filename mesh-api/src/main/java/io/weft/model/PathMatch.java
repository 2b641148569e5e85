package io.weft.model;

/** A condition on the path of a request, its query left out (Envoy's path_specifier). */
public sealed interface PathMatch {

    /** The whole path. */
    record Exact(String path, boolean ignoreCase) implements PathMatch {}

    /** The beginning of the path, as a plain string: {@code /api} also takes {@code /apis}. */
    record Prefix(String prefix, boolean ignoreCase) implements PathMatch {}

    /**
     * The beginning of the path by whole segments: {@code /api} takes {@code /api} and {@code /api/x},
     * not {@code /apis}.
     */
    record SegmentPrefix(String prefix, boolean ignoreCase) implements PathMatch {}

    /** An RE2 expression that the whole path must match. */
    record Regex(String regex) implements PathMatch {}
}
