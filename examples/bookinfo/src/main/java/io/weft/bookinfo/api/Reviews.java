package io.weft.bookinfo.api;

import java.util.List;

/**
 * The reviews of a product.
 *
 * @param podname the process that answered
 * @param clustername where that process runs
 */
public record Reviews(String id, String podname, String clustername, List<Review> reviews) {

    public Reviews {
        reviews = List.copyOf(reviews);
    }
}
