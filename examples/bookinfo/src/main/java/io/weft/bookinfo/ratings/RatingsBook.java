package io.weft.bookinfo.ratings;

import io.weft.bookinfo.api.Ratings;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The ratings, in memory. */
final class RatingsBook {

    private final Map<String, Integer> unrated;
    private final Map<Integer, Ratings> rated = new ConcurrentHashMap<>();

    RatingsBook(Map<String, Integer> unrated) {
        this.unrated = Map.copyOf(unrated);
    }

    Ratings of(int product) {
        return rated.getOrDefault(product, new Ratings(product, unrated));
    }

    Ratings put(int product, Map<String, Integer> stars) {
        Ratings ratings = new Ratings(product, stars);
        rated.put(product, ratings);
        return ratings;
    }
}
