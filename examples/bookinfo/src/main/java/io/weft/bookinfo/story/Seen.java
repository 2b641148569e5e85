package io.weft.bookinfo.story;

import io.weft.bookinfo.api.Rating;
import io.weft.bookinfo.api.Reviews;
import io.weft.bookinfo.story.Browser.Loaded;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** What an answer tells about the way it took. */
final class Seen {

    static final String NO_STARS = "no stars";
    static final String BLACK_STARS = "black stars";
    static final String RED_STARS = "red stars";
    static final String NO_RATINGS = "no ratings";
    static final String FAILED = "failed";

    static final String RATINGS_V1 = "ratings v1";
    static final String RATINGS_V2 = "ratings v2";

    private static final JsonMapper JSON = new JsonMapper();

    private Seen() {}

    /** Which of the reviews answered, by the colour of its stars. */
    static String stars(Loaded reviews) {
        return rating(reviews)
                .map(rating -> rating.error()
                        .map(error -> NO_RATINGS)
                        .orElseGet(() -> rating.color().orElse("") + " stars"))
                .orElse(reviews.status() == 200 ? NO_STARS : FAILED);
    }

    /** Which of the ratings answered, by what the first reviewer gave. */
    static String ratings(Loaded reviews) {
        return rating(reviews)
                .map(rating -> rating.stars()
                        .map(stars -> stars == 5 ? RATINGS_V1 : RATINGS_V2)
                        .orElse(NO_RATINGS))
                .orElse(FAILED);
    }

    private static Optional<Rating> rating(Loaded reviews) {
        return reviews.status() == 200
                ? JSON.readValue(reviews.body(), Reviews.class).reviews().get(0).rating()
                : Optional.empty();
    }
}
