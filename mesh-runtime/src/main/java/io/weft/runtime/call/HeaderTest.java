package io.weft.runtime.call;

import io.weft.model.HeaderMatch;
import io.weft.model.RequestHead;
import io.weft.model.StringMatch;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A condition on one header, compiled. */
final class HeaderTest {

    private final HeaderMatch match;
    private final boolean presence;
    private final Predicate<String> value;

    HeaderTest(HeaderMatch match) {
        this.match = match;
        this.presence = match.value() instanceof StringMatch.Present;
        this.value = TextTest.of(match.value());
    }

    boolean test(RequestHead head) {
        String text = value(head, match.name());
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

    /** A header's or pseudo header's value; null if there is none. */
    static @Nullable String value(RequestHead head, String name) {
        if (name.isEmpty() || name.charAt(0) != ':') {
            return head.header(name);
        }
        return switch (name) {
            case ":method" -> head.method();
            case ":path" -> head.path();
            case ":authority" -> head.authority();
            case ":scheme" -> head.scheme();
            default -> null;
        };
    }
}
