package io.weft.bookinfo.story;

import io.weft.bookinfo.story.Browser.Loaded;

/** Ratings that take seven seconds for one user bring to light that productpage gives reviews only three, twice. */
final class FaultDelay implements Story {

    private static final String UNAVAILABLE = "Sorry, product reviews are currently unavailable for this book.";

    @Override
    public void tell(Stage stage) {
        stage.apply("virtual-service-all-v1", "virtual-service-reviews-test-v2", "virtual-service-ratings-test-delay");
        Loaded jason = stage.jason().page();
        stage.check("jason's page takes six seconds", jason.millis() > 5_500 && jason.millis() < 12_000, millis(jason));
        stage.check("and has no reviews", jason.shows(UNAVAILABLE), UNAVAILABLE);
        Loaded other = stage.anyone().page();
        stage.check("others' page is quick", other.millis() < 4_000 && !other.shows(UNAVAILABLE), millis(other));

        stage.apply("virtual-service-reviews-v3");
        stage.applyChanged("virtual-service-ratings-test-delay", "7s", "2s");
        Loaded fixed = stage.jason().quickestPage();
        stage.check(
                "with reviews v3 and two seconds jason sees red stars",
                fixed.shows("stars red") && fixed.millis() > 1_900 && fixed.millis() < 5_500,
                millis(fixed));
    }

    private static String millis(Loaded page) {
        return page.millis() + " ms";
    }
}
