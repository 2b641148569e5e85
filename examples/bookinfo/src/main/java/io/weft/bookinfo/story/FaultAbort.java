package io.weft.bookinfo.story;

import io.weft.bookinfo.story.Browser.Loaded;

/** Errors that no service made: ratings for one user, details for all. */
final class FaultAbort implements Story {

    private static final String NO_RATINGS = "Ratings service is currently unavailable";
    private static final String NO_DETAILS = "Error fetching product details!";

    @Override
    public void tell(Stage stage) {
        stage.apply("virtual-service-all-v1", "virtual-service-reviews-test-v2", "virtual-service-ratings-test-abort");
        Loaded jason = stage.jason().page();
        stage.check("jason's page tells that ratings are missing", jason.shows(NO_RATINGS), NO_RATINGS);
        stage.check("at once", jason.millis() < 5_000, jason.millis() + " ms");
        Loaded other = stage.anyone().page();
        stage.check("others notice nothing", !other.shows(NO_RATINGS) && other.status() == 200, other.status());

        stage.apply("fault-injection-details-v1");
        Loaded page = stage.anyone().page();
        stage.check("the page tells that details are missing", page.shows(NO_DETAILS), NO_DETAILS);
        Loaded details = stage.anyone().get("/api/v1/products/0");
        stage.check("the API hands on the injected status", details.status() == 555, details.status());
    }
}
