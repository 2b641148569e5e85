package io.weft.control.config.kinds;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.weft.control.config.schema.Findings;
import io.weft.control.config.schema.Node;
import java.nio.charset.StandardCharsets;

/** Regular expressions in RE2's syntax. */
final class Regexes {

    private static final int MAX_BYTES = 1024;

    private Regexes() {}

    static void require(Node node, Findings findings) {
        String regex = node.text();
        if (regex.isEmpty()) {
            findings.error(node, "a regex must not be empty");
        } else if (regex.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            findings.error(node, "a regex has at most " + MAX_BYTES + " bytes");
        } else {
            try {
                Pattern.compile(regex);
            } catch (PatternSyntaxException e) {
                findings.error(node, "not a regex in RE2 syntax: " + e.getDescription() + " `" + e.getPattern() + "`");
            }
        }
    }

    /** The regex of a StringMatch, if it is one. */
    static void requireIfRegex(Node match, Findings findings) {
        match.get("regex").ifPresent(regex -> require(regex, findings));
    }

    /** A StringMatch where an empty prefix would match everything and is therefore refused. */
    static void requireMatch(Node match, Findings findings) {
        match.get("prefix")
                .filter(prefix -> prefix.text().isEmpty())
                .ifPresent(prefix -> findings.error(prefix, "a prefix must not be empty; write {} to match any value"));
        requireIfRegex(match, findings);
    }
}
