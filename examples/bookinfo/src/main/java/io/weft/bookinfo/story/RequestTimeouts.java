package io.weft.bookinfo.story;

import io.weft.bookinfo.story.Browser.Loaded;

/** A timeout on the way to reviews, shorter than what ratings takes. */
final class RequestTimeouts implements Story {

    private static final String REVIEWS = "http://reviews:9080/reviews/0";

    @Override
    public void tell(Stage stage) {
        stage.apply("virtual-service-all-v1", "virtual-service-reviews-v2", "virtual-service-ratings-delay-2s");
        Loaded slow = stage.anyone().quickestPage();
        stage.check(
                "without a timeout the page takes two seconds and has stars",
                slow.shows("stars black") && slow.millis() > 1_900 && slow.millis() < 5_500,
                slow.millis() + " ms");

        stage.apply("virtual-service-reviews-timeout");
        Loaded cut = stage.anyone().quickestPage();
        stage.check(
                "with half a second it takes one, because productpage tries twice",
                cut.millis() > 900 && cut.millis() < 1_900,
                cut.millis() + " ms");
        stage.check(
                "and has no reviews",
                cut.shows("Sorry, product reviews are currently unavailable for this book."),
                cut.status());

        Caller caller = Caller.start(stage);
        Loaded usual = caller.fetch(REVIEWS);
        stage.check("any other caller is given half a second, too", usual.status() == 504, usual.seen());
        Loaded patient = caller.fetch(REVIEWS, "x-envoy-upstream-rq-timeout-ms:6000");
        stage.check(
                "unless its request asks for more", patient.shows("black") && patient.millis() > 1_900, patient.seen());
    }
}
