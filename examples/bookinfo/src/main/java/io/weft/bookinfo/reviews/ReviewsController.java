package io.weft.bookinfo.reviews;

import io.weft.bookinfo.api.Health;
import io.weft.bookinfo.api.Rating;
import io.weft.bookinfo.api.Review;
import io.weft.bookinfo.api.Reviews;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ReviewsController {

    private final ReviewsProperties properties;
    private final RatingsSource ratings;

    ReviewsController(ReviewsProperties properties, RatingsSource ratings) {
        this.properties = properties;
        this.ratings = ratings;
    }

    /** Always answers: reviews without stars are better than none. */
    @GetMapping("/reviews/{product}")
    Reviews reviews(@PathVariable int product) {
        Optional<Map<String, Integer>> stars = properties.ratings() ? ratings.of(product) : Optional.empty();
        return new Reviews(
                Integer.toString(product),
                properties.podname(),
                properties.clustername(),
                List.of(
                        review(
                                "Reviewer1",
                                "Two pairs of twins, one city, no patience: I laughed from start to end.",
                                stars),
                        review(
                                "Reviewer2",
                                "A light evening. His later plays say more, but few are quicker on their feet.",
                                stars)));
    }

    @GetMapping("/health")
    Health health() {
        return new Health("Reviews is healthy");
    }

    private Review review(String reviewer, String text, Optional<Map<String, Integer>> stars) {
        return new Review(
                reviewer, text, properties.ratings() ? Optional.of(rating(reviewer, stars)) : Optional.empty());
    }

    private Rating rating(String reviewer, Optional<Map<String, Integer>> stars) {
        return stars.map(given -> given.getOrDefault(reviewer, -1))
                .map(count -> Rating.of(count, properties.starColor()))
                .orElseGet(() -> Rating.missing("Ratings service is currently unavailable"));
    }
}
