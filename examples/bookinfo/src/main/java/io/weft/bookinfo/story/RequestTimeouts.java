package io.weft.bookinfo.story;

import io.weft.bookinfo.story.Browser.Loaded;

/** A timeout on the way to reviews, shorter than what ratings takes. */
final class RequestTimeouts implements Story {

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
    }
}
