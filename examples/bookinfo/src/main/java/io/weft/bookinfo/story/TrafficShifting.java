package io.weft.bookinfo.story;

import static io.weft.bookinfo.story.Stage.reviews;

import io.weft.bookinfo.run.Workload;

/** Weights: between reviews, between ratings one hop further, and changed while calls are under way. */
final class TrafficShifting implements Story {

    /** System property: how many calls a share is judged by. */
    private static final int CALLS = Integer.getInteger("weft.story.calls", 1_000);

    @Override
    public void tell(Stage stage) {
        stage.apply("virtual-service-all-v1", "virtual-service-reviews-50-v3");
        share(stage, Seen.RED_STARS, 0.5);
        stage.apply("virtual-service-reviews-90-10");
        share(stage, Seen.BLACK_STARS, 0.1);
        stage.apply("virtual-service-reviews-80-20");
        share(stage, Seen.BLACK_STARS, 0.2);

        Shares moving = stage.loadWhile("while weights change", () -> Seen.stars(reviews(stage.anyone())), () -> {
            stage.apply("virtual-service-reviews-50-v3");
            stage.apply("virtual-service-reviews-90-10");
            stage.apply("virtual-service-reviews-v3");
        });
        stage.check(
                "no call fails while weights change", moving.of(Seen.FAILED) + moving.of(Seen.NO_RATINGS) == 0, moving);
        Shares all = stage.load("reviews", 100, () -> Seen.stars(reviews(stage.anyone())));
        stage.check("in the end everybody gets red stars", all.only(Seen.RED_STARS), all);

        stage.start(Workload.of("ratings", "v2"));
        stage.apply("virtual-service-ratings-50-v2");
        Shares ratings = stage.load("ratings", CALLS, () -> Seen.ratings(reviews(stage.anyone())));
        stage.check("half of the ratings come from v2", ratings.near(Seen.RATINGS_V2, 0.5), ratings);
    }

    private static void share(Stage stage, String outcome, double share) {
        Shares seen = stage.load("reviews", CALLS, () -> Seen.stars(reviews(stage.anyone())));
        stage.check(
                "%.0f %% of the reviews have %s, within four deviations".formatted(100 * share, outcome),
                seen.near(outcome, share) && seen.of(Seen.FAILED) == 0,
                seen);
    }
}
