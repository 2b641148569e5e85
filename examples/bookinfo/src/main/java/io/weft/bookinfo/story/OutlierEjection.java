package io.weft.bookinfo.story;

import io.weft.bookinfo.run.Pause;
import io.weft.bookinfo.run.Workload;

/** Two ratings, one of which refuses every call with 503. */
final class OutlierEjection implements Story {

    @Override
    public void tell(Stage stage) {
        stage.start(Workload.of("ratings", "v1")
                .named("ratings-failing")
                .with("SERVICE_VERSION", "v-faulty")
                .with("RATINGS_TROUBLESHARE", "1"));
        stage.apply("virtual-service-all-v1");
        Shares before = during(stage, 1_000);
        stage.check(
                "without a rule the failing host gets its share of the calls",
                before.of("503") > before.total() / 5,
                before);

        stage.apply("destination-rule-ratings-ejection");
        Shares meeting = during(stage, 500);
        stage.check("it is left alone after its first error", meeting.of("503") <= 4, meeting);
        Shares away = during(stage, 1_500);
        stage.check("nothing reaches it while it is ejected", away.only("200"), away);
        Shares back = during(stage, 4_000);
        stage.check(
                "after three seconds it is tried again, and ejected for longer",
                back.of("503") >= 1 && back.of("503") <= 8,
                back);
    }

    private static Shares during(Stage stage, long millis) {
        return stage.loadWhile(
                "ratings for " + millis + " ms",
                () -> Integer.toString(
                        stage.anyone().get("/api/v1/products/0/ratings").status()),
                () -> Pause.millis(millis));
    }
}
