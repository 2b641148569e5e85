package io.weft.control.translate;

import com.google.re2j.Pattern;
import io.envoyproxy.envoy.config.route.v3.HeaderMatcher;
import io.envoyproxy.envoy.type.matcher.v3.StringMatcher;
import java.util.ArrayList;
import java.util.List;

/** Conditions on headers in the words of stock gRPC, to which an absent header is never an empty one. */
final class GrpcHeaderMatches {

    private GrpcHeaderMatches() {}

    /** Lists of conditions, one of which holds for gRPC exactly where all the given ones hold for Envoy. */
    static List<List<HeaderMatcher>> alternatives(List<HeaderMatcher> headers) {
        List<List<HeaderMatcher>> lists = List.of(List.of());
        for (HeaderMatcher header : headers) {
            List<List<HeaderMatcher>> longer = new ArrayList<>();
            for (HeaderMatcher word : words(header)) {
                lists.forEach(list -> longer.add(plus(list, word)));
            }
            lists = longer;
        }
        return lists;
    }

    /** What one condition comes to: "is not x", x not being empty, is "is absent" or "is there, and not x". */
    private static List<HeaderMatcher> words(HeaderMatcher header) {
        if (!header.getTreatMissingHeaderAsEmpty()) {
            return List.of(header);
        }
        HeaderMatcher there =
                header.toBuilder().clearTreatMissingHeaderAsEmpty().build();
        HeaderMatcher absent = HeaderMatcher.newBuilder()
                .setName(header.getName())
                .setPresentMatch(true)
                .setInvertMatch(true)
                .build();
        return matches(header, "") ? List.of(absent, there) : List.of(there);
    }

    private static List<HeaderMatcher> plus(List<HeaderMatcher> list, HeaderMatcher one) {
        List<HeaderMatcher> longer = new ArrayList<>(list);
        longer.add(one);
        return longer;
    }

    /** Whether a condition holds for a value that is certain. */
    static boolean matches(HeaderMatcher header, String value) {
        boolean holds = header.getPresentMatch() || matches(header.getStringMatch(), value);
        return holds != header.getInvertMatch();
    }

    private static boolean matches(StringMatcher string, String value) {
        return switch (string.getMatchPatternCase()) {
            case EXACT -> value.equals(string.getExact());
            case PREFIX -> value.startsWith(string.getPrefix());
            case SAFE_REGEX -> Pattern.matches(string.getSafeRegex().getRegex(), value);
            default -> false;
        };
    }
}
