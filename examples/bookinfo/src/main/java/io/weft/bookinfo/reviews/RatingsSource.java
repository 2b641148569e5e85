package io.weft.bookinfo.reviews;

import java.util.Map;
import java.util.Optional;

/** Where stars come from. */
interface RatingsSource {

    /** Stars by reviewer; empty if the ratings service gave no answer. */
    Optional<Map<String, Integer>> of(int product);
}
