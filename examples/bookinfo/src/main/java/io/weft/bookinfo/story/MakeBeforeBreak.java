package io.weft.bookinfo.story;

import static io.weft.bookinfo.story.Stage.reviews;

/** A route to a subset that is defined only later. */
final class MakeBeforeBreak implements Story {

    @Override
    public void tell(Stage stage) {
        stage.apply("virtual-service-all-v1", "virtual-service-reviews-v3");
        Shares early = stage.loadWhile(
                "reviews, the canary not yet defined",
                () -> Seen.stars(reviews(stage.anyone())),
                () -> stage.apply("virtual-service-reviews-canary"));
        stage.check("the route before stays in force", early.only(Seen.RED_STARS), early);
        stage.check(
                "the missing subset is reported",
                !stage.controlPlaneSaid("IST0101").isEmpty(),
                "IST0101");

        Shares during = stage.loadWhile(
                "reviews, while the canary is defined",
                () -> Seen.stars(reviews(stage.anyone())),
                () -> stage.apply("destination-rule-reviews-canary"));
        stage.check("no call fails on the way", during.of(Seen.FAILED) == 0, during);
        Shares late = stage.load("reviews", 100, () -> Seen.stars(reviews(stage.anyone())));
        stage.check("then the new route is in force", late.only(Seen.BLACK_STARS), late);
    }
}
