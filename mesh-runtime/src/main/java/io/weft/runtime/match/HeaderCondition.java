package io.weft.runtime.match;

import io.weft.model.HeaderMatch;
import io.weft.model.RequestHead;
import io.weft.model.StringMatch;
import java.util.function.Predicate;

/** A condition on one header, compiled. */
final class HeaderCondition {

    private final HeaderMatch match;
    private final boolean presence;
    private final Predicate<String> value;

    HeaderCondition(HeaderMatch match) {
        this.match = match;
        this.presence = match.value() instanceof StringMatch.Present;
        this.value = TextCondition.of(match.value());
    }

    boolean test(RequestHead head) {
        String text = RuleText.header(head, match.name());
        if (text == null) {
            text = match.missingIsEmpty() ? "" : null;
        }
        if (text == null) {
            // Envoy: an absent header fails an inverted condition too, unless the condition is on presence alone.
            return presence && match.invert();
        }
        return anyLine(head, text) != match.invert();
    }

    /** Of several headers of one name, one that matches is enough; a comma within a line parts nothing. */
    private boolean anyLine(RequestHead head, String joined) {
        if (joined.indexOf(',') < 0 || match.name().startsWith(":")) {
            return value.test(joined);
        }
        boolean[] any = new boolean[1];
        head.forEachHeader((name, line) -> any[0] |= name.equals(match.name()) && value.test(line));
        return any[0];
    }
}
