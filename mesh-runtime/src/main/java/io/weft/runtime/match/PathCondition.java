package io.weft.runtime.match;

import com.google.re2j.Pattern;
import io.weft.model.PathMatch;
import io.weft.model.RequestHead;
import java.util.function.Predicate;

/** Compiles the condition on a path. */
final class PathCondition {

    private PathCondition() {}

    /** @throws IllegalArgumentException for a regex that is wrong or too big */
    static Predicate<RequestHead> of(PathMatch match) {
        if (match instanceof PathMatch.Exact exact) {
            String path = exact.path();
            boolean ignoreCase = exact.ignoreCase();
            return head -> head.pathEnd() == path.length() && begins(head, path, ignoreCase);
        } else if (match instanceof PathMatch.Prefix prefix) {
            String path = prefix.prefix();
            boolean ignoreCase = prefix.ignoreCase();
            return head -> begins(head, path, ignoreCase);
        } else if (match instanceof PathMatch.SegmentPrefix prefix) {
            String path = prefix.prefix();
            boolean ignoreCase = prefix.ignoreCase();
            return head -> begins(head, path, ignoreCase)
                    && (head.pathEnd() == path.length() || head.path().charAt(path.length()) == '/');
        }
        Pattern pattern = SafeRegex.compile(((PathMatch.Regex) match).regex());
        return head -> pattern.matches(head.path().substring(0, head.pathEnd()));
    }

    private static boolean begins(RequestHead head, String literal, boolean ignoreCase) {
        return literal.length() <= head.pathEnd()
                && head.path().regionMatches(ignoreCase, 0, literal, 0, literal.length());
    }
}
