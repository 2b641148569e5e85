package io.weft.bookinfo.story;

import io.weft.bookinfo.run.Pause;
import io.weft.bookinfo.run.Workload;
import java.util.concurrent.TimeUnit;

/** Copies of calls for a version that nobody depends on. It takes a second for each, and then crashes. */
final class Mirroring implements Story {

    /** Fewer than the copies that may be under way at once. */
    private static final int CALLS = 50;

    private static final Workload MIRROR =
            Workload.of("httpbin", "v2").with("HTTPBIN_PAUSE", "1s").onFreePort();

    @Override
    public void tell(Stage stage) {
        stage.apply("httpbin", "destination-rule-httpbin", "virtual-service-httpbin-mirror");
        Caller caller = Caller.start(stage, Workload.of("httpbin", "v1"), MIRROR);
        long start = System.nanoTime();
        Shares copied = load(stage, caller);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        stage.check("callers get version 1's answers only", copied.only("httpbin-v1"), copied);
        stage.check("and do not wait for version 2", millis < CALLS * 500, millis + " ms for " + CALLS + " calls");
        stage.check("version 2 gets a copy of every call", asked(CALLS) == CALLS, asked(CALLS));

        stage.applyChanged("virtual-service-httpbin-mirror", "value: 100", "value: 0");
        Shares none = load(stage, caller);
        Pause.millis(500);
        stage.check("with percentage 0 it gets none", none.only("httpbin-v1") && asked(CALLS) == CALLS, asked(CALLS));

        stage.apply("virtual-service-httpbin-mirror");
        stage.kill(MIRROR.name());
        Shares alone = load(stage, caller);
        stage.check("nobody notices that it has crashed", alone.only("httpbin-v1"), alone);
    }

    private static Shares load(Stage stage, Caller caller) {
        return stage.shown("httpbin", caller.load(1, CALLS, "http://httpbin:8000/hostname"));
    }

    /** How many copies have arrived, once so many have or three seconds have passed. */
    private static long asked(long wanted) {
        Browser mirror = Stage.browser(MIRROR);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(3);
        long asked = count(mirror);
        while (asked < wanted && System.nanoTime() < deadline) {
            Pause.millis(50);
            asked = count(mirror);
        }
        return asked;
    }

    private static long count(Browser mirror) {
        return Long.parseLong(mirror.get("/asked").body());
    }
}
