package io.weft.bookinfo.reviews;

import io.weft.bookinfo.api.Ratings;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** Ratings over HTTP. */
final class HttpRatings implements RatingsSource {

    private static final Logger log = LoggerFactory.getLogger(HttpRatings.class);

    private final RestClient ratings;

    HttpRatings(RestClient ratings) {
        this.ratings = ratings;
    }

    @Override
    public Optional<Map<String, Integer>> of(int product) {
        try {
            return Optional.ofNullable(ratings.get()
                            .uri("/ratings/{product}", product)
                            .retrieve()
                            .body(Ratings.class))
                    .map(Ratings::ratings);
        } catch (RestClientException e) {
            log.warn("No ratings: {}", e.getMessage());
            return Optional.empty();
        }
    }
}
