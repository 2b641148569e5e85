package io.weft.bookinfo.story;

import io.weft.bookinfo.run.Pause;
import io.weft.bookinfo.run.Workload;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Two ratings, one of which is killed while calls are under way, and comes back.
 *
 * @param rules what is in force throughout, but for retries
 * @param retries the rule under which no call may fail
 * @param name what that rule is called
 * @param call who answered one call
 */
record EndpointCrash(List<String> rules, String retries, String name, Function<Stage, String> call) implements Story {

    /** Labelled as v1, but it gives other stars, so that its answers can be told from the other's. */
    private static final Workload VICTIM =
            Workload.of("ratings", "v1").named("ratings-victim").with("SERVICE_VERSION", "v2");

    private static final int CALLS = 400;
    private static final int CALLERS = 2;
    private static final long PACE_MILLIS = 5;

    /** Productpage calls ratings. A GET is safe to repeat, and no rule need say so. */
    static EndpointCrash overHttp() {
        return new EndpointCrash(
                List.of("virtual-service-all-v1"),
                "virtual-service-all-v1",
                "Istio's default retries",
                EndpointCrash::overHttp);
    }

    /** Reviews calls ratings. Only a rule can tell that a gRPC call may be repeated. */
    static EndpointCrash overGrpc() {
        return new EndpointCrash(
                List.of("virtual-service-all-v1", "virtual-service-reviews-v3"),
                "virtual-service-ratings-retry-reset",
                "retries of what broke off",
                EndpointCrash::overGrpc);
    }

    @Override
    public void tell(Stage stage) {
        stage.start(VICTIM);
        rules.forEach(stage::edit);
        stage.apply("virtual-service-ratings-no-retry");
        Shares before = stage.load("ratings", CALLS, () -> call.apply(stage));
        stage.check("both answer", before.of(Seen.RATINGS_V2) > CALLS / 4 && before.of(Seen.FAILED) == 0, before);
        Shares without = killUnderLoad(stage);
        stage.check("without retries at most 3 of 400 calls fail", without.of(Seen.FAILED) <= 3, without);

        long start = System.nanoTime();
        stage.start(VICTIM);
        long ready = System.nanoTime();
        while (!call.apply(stage).equals(Seen.RATINGS_V2) && seconds(ready) < 30) {
            Pause.millis(10);
        }
        stage.check(
                "started again, it answers within five seconds of being ready",
                seconds(ready) < 5,
                "%.1f s after its start".formatted(seconds(start)));

        stage.apply(retries);
        Shares with = killUnderLoad(stage);
        stage.check("with " + name + " none fails", with.of(Seen.FAILED) == 0, with);
    }

    /** Kills it when about a quarter of the calls have been made. */
    private Shares killUnderLoad(Stage stage) {
        CountDownLatch quarter = new CountDownLatch(CALLS / 4);
        return stage.loadWhile("ratings, one killed", CALLERS, CALLS, () -> paced(stage, quarter), () -> {
            Pause.until(quarter);
            stage.kill(VICTIM.name());
        });
    }

    private String paced(Stage stage, CountDownLatch called) {
        Pause.millis(PACE_MILLIS);
        called.countDown();
        return call.apply(stage);
    }

    private static String overHttp(Stage stage) {
        Browser.Loaded ratings = stage.anyone().get("/api/v1/products/0/ratings");
        if (ratings.status() != 200) {
            return Seen.FAILED;
        }
        return ratings.shows("\"Reviewer1\":5") ? Seen.RATINGS_V1 : Seen.RATINGS_V2;
    }

    private static String overGrpc(Stage stage) {
        String seen = Seen.ratings(Stage.reviews(stage.anyone()));
        return seen.equals(Seen.NO_RATINGS) ? Seen.FAILED : seen;
    }

    private static double seconds(long since) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since) / 1e3;
    }
}
