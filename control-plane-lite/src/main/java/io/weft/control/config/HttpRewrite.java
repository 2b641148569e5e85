package io.weft.control.config;

import java.util.Optional;

/**
 * What the destination sees instead.
 *
 * @param uri replaces the matched prefix, or the whole path if the match is exact
 */
public record HttpRewrite(Optional<String> uri, Optional<String> authority, Optional<RegexRewrite> uriRegexRewrite) {

    /** RE2 syntax, applied to the path; {@code \1} in the rewrite is the first group. */
    public record RegexRewrite(String match, String rewrite) {}
}
