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
        return value.test(text) != match.invert();
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
