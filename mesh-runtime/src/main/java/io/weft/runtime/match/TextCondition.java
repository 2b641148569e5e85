package io.weft.runtime.match;

import com.google.re2j.Pattern;
import io.weft.model.StringMatch;
import java.util.Locale;
import java.util.function.Predicate;

/** Compiles conditions on strings. */
public final class TextCondition {

    private TextCondition() {}

    /** @throws IllegalArgumentException for a regex that is wrong or too big */
    public static Predicate<String> of(StringMatch match) {
        if (match instanceof StringMatch.Exact exact) {
            String value = exact.value();
            return exact.ignoreCase() ? value::equalsIgnoreCase : value::equals;
        } else if (match instanceof StringMatch.Prefix prefix) {
            String value = prefix.value();
            boolean ignoreCase = prefix.ignoreCase();
            return text -> text.regionMatches(ignoreCase, 0, value, 0, value.length());
        } else if (match instanceof StringMatch.Suffix suffix) {
            String value = suffix.value();
            boolean ignoreCase = suffix.ignoreCase();
            return text -> text.regionMatches(ignoreCase, text.length() - value.length(), value, 0, value.length());
        } else if (match instanceof StringMatch.Contains contains) {
            return contains(contains.value(), contains.ignoreCase());
        } else if (match instanceof StringMatch.Regex regex) {
            Pattern pattern = SafeRegex.compile(regex.regex());
            return pattern::matches;
        }
        return text -> true;
    }

    private static Predicate<String> contains(String value, boolean ignoreCase) {
        if (!ignoreCase) {
            return text -> text.contains(value);
        }
        String lower = value.toLowerCase(Locale.ROOT);
        return text -> text.toLowerCase(Locale.ROOT).contains(lower);
    }
}
