package io.weft.runtime.match;

import io.weft.model.QueryParameterMatch;
import java.util.function.Predicate;

/** A condition on one query parameter, compiled. */
final class QueryCondition {

    private final String name;
    private final Predicate<String> value;

    QueryCondition(QueryParameterMatch match) {
        this.name = match.name();
        this.value = TextCondition.of(match.value());
    }

    boolean test(String path) {
        String text = RuleText.queryParameter(path, name);
        return text != null && value.test(text);
    }
}
