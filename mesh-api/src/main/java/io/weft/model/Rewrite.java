package io.weft.model;

import java.util.Optional;

/**
 * What changes in the path and authority of a request on its way upstream; at most one of prefix and regex is set.
 *
 * @param prefix takes the place of the matched prefix, or of the whole path if the match was exact
 * @param regex a replacement in the path
 * @param authority takes the place of the authority
 */
public record Rewrite(Optional<String> prefix, Optional<RegexRewrite> regex, Optional<String> authority) {

    public static final Rewrite NONE = new Rewrite(Optional.empty(), Optional.empty(), Optional.empty());
}
