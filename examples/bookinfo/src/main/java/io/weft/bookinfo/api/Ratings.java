package io.weft.bookinfo.api;

import java.util.Map;

/** Stars by reviewer. */
public record Ratings(int id, Map<String, Integer> ratings) {

    public Ratings {
        ratings = Map.copyOf(ratings);
    }
}
