package io.weft.bookinfo.story;

import io.weft.bookinfo.run.Workload;

/** Two ratings, one of which refuses every other call with 503. */
final class Retries implements Story {

    private static final int CALLS = 400;

    /** So many retries may always be under way at once; with more callers the budget would refuse some. */
    private static final int CALLERS = 3;

    @Override
    public void tell(Stage stage) {
        stage.start(Workload.of("ratings", "v1").named("ratings-faulty").with("SERVICE_VERSION", "v-faulty"));
        stage.apply("virtual-service-all-v1");
        Shares usual = load(stage);
        stage.check("without a rule a 503 is not tried again", usual.of("503") > CALLS / 10, usual);

        stage.apply("virtual-service-ratings-retry");
        Shares retried = load(stage);
        stage.check("with retryOn 5xx at least 99 % succeed", retried.of("200") >= 0.99 * CALLS, retried);

        stage.apply("virtual-service-ratings-no-retry");
        Shares never = load(stage);
        stage.check("with attempts 0 errors are back", never.of("503") > CALLS / 10, never);
    }

    private static Shares load(Stage stage) {
        return stage.loadWhile(
                "ratings",
                CALLERS,
                CALLS,
                () -> Integer.toString(
                        stage.anyone().get("/api/v1/products/0/ratings").status()),
                () -> {});
    }
}
