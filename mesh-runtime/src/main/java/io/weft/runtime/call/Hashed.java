package io.weft.runtime.call;

import io.weft.model.HeaderEdit;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * What became of hashing a request.
 *
 * @param hash empty if the request has nothing of what is hashed
 * @param cookies what the answer brings the caller, so that its next request is hashed alike
 */
record Hashed(OptionalLong hash, List<HeaderEdit> cookies) {

    static final Hashed NOT = new Hashed(OptionalLong.empty(), List.of());

    /** What is done to the answer, and its cookies. */
    List<HeaderEdit> with(List<HeaderEdit> edits) {
        if (cookies.isEmpty()) {
            return edits;
        }
        List<HeaderEdit> all = new ArrayList<>(edits);
        all.addAll(cookies);
        return all;
    }
}
