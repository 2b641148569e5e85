package io.weft.bookinfo.story;

import static io.weft.bookinfo.story.Stage.reviews;

import io.weft.bookinfo.run.Workload;

/** Requests are routed by version, then by who makes them: to reviews, and one hop further to ratings. */
final class RequestRouting implements Story {

    @Override
    public void tell(Stage stage) {
        stage.apply("virtual-service-all-v1");
        Shares first = stage.load(
                "everybody's page", 50, () -> stage.anyone().page().shows("class=\"stars") ? "stars" : "no stars");
        stage.check("with version 1 of everything no page shows stars", first.only(Seen.NO_STARS), first);

        stage.apply("virtual-service-reviews-test-v2");
        Shares jason = stage.load("jason's reviews", 100, () -> Seen.stars(reviews(stage.jason())));
        Shares others = stage.load("everybody else's", 100, () -> Seen.stars(reviews(stage.anyone())));
        stage.check("jason always gets black stars", jason.only(Seen.BLACK_STARS), jason);
        stage.check("others get none", others.only(Seen.NO_STARS), others);

        stage.start(Workload.of("ratings", "v2"));
        stage.apply("virtual-service-reviews-v3", "virtual-service-ratings-test-v2");
        Shares jasons = stage.load("jason's ratings", 100, () -> Seen.ratings(reviews(stage.jason())));
        Shares rest = stage.load("everybody else's", 100, () -> Seen.ratings(reviews(stage.anyone())));
        stage.check("the user is known one hop further: jason gets ratings v2", jasons.only(Seen.RATINGS_V2), jasons);
        stage.check("others get ratings v1", rest.only(Seen.RATINGS_V1), rest);
    }
}
