package io.weft.bookinfo.story;

import io.weft.bookinfo.run.Pause;
import io.weft.bookinfo.run.Workload;
import java.util.concurrent.TimeUnit;

/** Two ratings, one of which is killed while calls are under way, and comes back. No rule says anything about that. */
final class EndpointCrash implements Story {

    /** Labelled as v1, but it gives other stars, so that its answers can be told from the other's. */
    private static final Workload VICTIM =
            Workload.of("ratings", "v1").named("ratings-victim").with("SERVICE_VERSION", "v2");

    private static final int CALLS = 400;
    private static final int CALLERS = 2;
    private static final long PACE_MILLIS = 5;

    @Override
    public void tell(Stage stage) {
        stage.start(VICTIM);
        stage.apply("virtual-service-all-v1", "virtual-service-ratings-no-retry");
        Shares before = stage.load("ratings", CALLS, () -> answered(stage));
        stage.check("both answer", before.of(Seen.RATINGS_V2) > CALLS / 4 && before.of(Seen.FAILED) == 0, before);
        Shares without = killUnderLoad(stage);
        stage.check("without retries at most 3 of 400 calls fail", without.of(Seen.FAILED) <= 3, without);

        long start = System.nanoTime();
        stage.start(VICTIM);
        long ready = System.nanoTime();
        while (!answered(stage).equals(Seen.RATINGS_V2) && seconds(ready) < 30) {
            Pause.millis(10);
        }
        stage.check(
                "started again, it answers within five seconds of being ready",
                seconds(ready) < 5,
                "%.1f s after its start".formatted(seconds(start)));

        stage.apply("virtual-service-all-v1");
        Shares with = killUnderLoad(stage);
        stage.check("with Istio's default retries none fails", with.of(Seen.FAILED) == 0, with);
    }

    /** Kills it when about a quarter of the calls have been made. */
    private static Shares killUnderLoad(Stage stage) {
        return stage.loadWhile("ratings, one killed", CALLERS, CALLS, () -> paced(stage), () -> {
            Pause.millis(CALLS / CALLERS / 4 * PACE_MILLIS);
            stage.kill(VICTIM.name());
        });
    }

    private static String paced(Stage stage) {
        Pause.millis(PACE_MILLIS);
        return answered(stage);
    }

    private static String answered(Stage stage) {
        Browser.Loaded ratings = stage.anyone().get("/api/v1/products/0/ratings");
        if (ratings.status() != 200) {
            return Seen.FAILED;
        }
        return ratings.shows("\"Reviewer1\":5") ? Seen.RATINGS_V1 : Seen.RATINGS_V2;
    }

    private static double seconds(long since) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since) / 1e3;
    }
}
