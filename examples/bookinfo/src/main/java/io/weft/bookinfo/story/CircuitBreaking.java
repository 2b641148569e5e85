package io.weft.bookinfo.story;

import io.weft.bookinfo.run.Workload;

/** One connection, one request in line: what is more is refused at once, without asking the service. */
final class CircuitBreaking implements Story {

    private static final int CALLS = 200;
    private static final String REFUSED = "503";

    @Override
    public void tell(Stage stage) {
        Workload httpbin = Workload.of("httpbin", "v1").onFreePort();
        stage.apply("httpbin", "destination-rule-httpbin-circuit-breaker");
        Caller caller = Caller.start(stage, httpbin);
        Shares one = load(stage, caller, 1);
        stage.check("one caller is always answered", one.only("httpbin-v1"), one);
        Shares two = load(stage, caller, 2);
        stage.check("two are refused now and then", two.of(REFUSED) > 0 && two.of("httpbin-v1") > CALLS / 4, two);
        Shares three = load(stage, caller, 3);
        stage.check(
                "of three a large share is refused, and nothing else goes wrong",
                three.of(REFUSED) > CALLS / 5
                        && three.of("httpbin-v1") > 0
                        && three.of(REFUSED) + three.of("httpbin-v1") == CALLS,
                three);
        long answered = one.of("httpbin-v1") + two.of("httpbin-v1") + three.of("httpbin-v1");
        String asked = Stage.browser(httpbin).get("/asked").body();
        stage.check("the service saw no refused call", asked.equals(Long.toString(answered)), asked);
    }

    private static Shares load(Stage stage, Caller caller, int callers) {
        return stage.shown(
                "httpbin, callers at once: " + callers, caller.load(callers, CALLS, "http://httpbin:8000/hostname"));
    }
}
