package io.weft.runtime.call;

import io.weft.model.QueryParameterMatch;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A condition on one query parameter, compiled. Names and values are compared as sent, without decoding, as Envoy does. */
final class QueryTest {

    private final String name;
    private final Predicate<String> value;

    QueryTest(QueryParameterMatch match) {
        this.name = match.name();
        this.value = TextTest.of(match.value());
    }

    boolean test(String path) {
        String text = first(path, name);
        return text != null && value.test(text);
    }

    /** The value of the first parameter of that name, empty for one without {@code =}; null if there is none. */
    static @Nullable String first(String path, String name) {
        int start = path.indexOf('?') + 1;
        while (start > 0 && start < path.length()) {
            int and = path.indexOf('&', start);
            int end = and < 0 ? path.length() : and;
            int after = start + name.length();
            if (after <= end && path.startsWith(name, start)) {
                if (after == end) {
                    return "";
                }
                if (path.charAt(after) == '=') {
                    return path.substring(after + 1, end);
                }
            }
            start = end + 1;
        }
        return null;
    }
}
