package io.weft.runtime.match;

import io.weft.model.RequestHead;
import io.weft.runtime.match.TextIndex.Candidates;
import io.weft.runtime.match.TextIndex.Kind;

/** The routes that are looked up by one text of a request. */
final class LiteralIndex {

    private final TextIndex atBeginning = new TextIndex(false);
    private final TextIndex atBeginningAnyCase = new TextIndex(true);
    private final TextIndex anywhere = new TextIndex(false);

    void add(RouteKey key, int route) {
        String literal = key.literal();
        switch (key.place()) {
            case WHOLE -> atBeginning.add(literal, Kind.ENDS, route);
            case BEGINNING -> atBeginning.add(literal, Kind.BEGINS, route);
            case SEGMENTS -> atBeginning.add(literal, Kind.SEGMENT, route);
            case WHOLE_ANY_CASE -> atBeginningAnyCase.add(literal, Kind.ENDS, route);
            case BEGINNING_ANY_CASE -> atBeginningAnyCase.add(literal, Kind.BEGINS, route);
            case SEGMENTS_ANY_CASE -> atBeginningAnyCase.add(literal, Kind.SEGMENT, route);
            case ANYWHERE -> anywhere.add(literal, Kind.BEGINS, route);
        }
    }

    /** The lowest route below {@code best} that this stretch of the text leads to and that holds, or {@code best}. */
    int first(String text, int from, int end, RequestHead head, Candidates candidates, int best) {
        int found = atBeginning.first(text, from, end, head, candidates, best);
        found = atBeginningAnyCase.first(text, from, end, head, candidates, found);
        if (!anywhere.isEmpty()) {
            for (int at = from; at < end; at++) {
                found = anywhere.first(text, at, end, head, candidates, found);
            }
        }
        return found;
    }
}
