package io.weft.bookinfo.story;

import io.weft.bookinfo.run.Workload;
import io.weft.bookinfo.story.Caller.Hedges;

/** Two hosts, one of which stalls for a second at every eighth call. */
final class Hedging implements Story {

    private static final int CALLS = 200;

    /** Milliseconds: three times the rule's delay, and well before a stall is over. */
    private static final int LONG = 600;

    private static final Workload STEADY =
            Workload.of("httpbin", "v1").named("httpbin-steady").onFreePort();
    private static final Workload STALLING = Workload.of("httpbin", "v1")
            .named("httpbin-stalling")
            .with("HTTPBIN_STALL", "1s")
            .with("HTTPBIN_STALLEVERY", "8")
            .onFreePort();

    @Override
    public void tell(Stage stage) {
        stage.apply("httpbin");
        Caller caller = Caller.start(stage, STEADY, STALLING);
        Shares bare = load(stage, caller);
        stage.check("without a rule more than one call in a hundred meets a stall", slow(bare) > CALLS / 100, bare);

        stage.apply("traffic-guard-httpbin-hedging");
        long before = asked();
        Shares hedged = load(stage, caller);
        long more = asked() - before - CALLS;
        Hedges hedges = caller.hedges("httpbin", 8000);
        stage.check("hedged, 99 of a hundred don't: p99 is below " + LONG + " ms", slow(hedged) <= CALLS / 100, hedged);
        stage.check("at the price of a few requests more", more > 0 && more <= CALLS / 5, more + " for " + CALLS);
        stage.check(
                "which the caller tells of",
                hedges.won() > 0 && hedges.won() <= hedges.launched() && more <= hedges.launched(),
                hedges);

        stage.apply("destination-rule-httpbin-no-budget");
        long atFirst = asked();
        Shares spared = load(stage, caller);
        Hedges after = caller.hedges("httpbin", 8000);
        stage.check("without a retry budget there is not one more", asked() - atFirst == CALLS, asked() - atFirst);
        stage.check(
                "the stalls are back, and the caller tells why",
                slow(spared) > CALLS / 100
                        && after.launched() == hedges.launched()
                        && after.overBudget() - hedges.overBudget() >= slow(spared),
                after);
    }

    private static Shares load(Stage stage, Caller caller) {
        return stage.shown("httpbin", caller.load(4, CALLS, "http://httpbin:8000/hostname", "slow=" + LONG));
    }

    private static long slow(Shares shares) {
        return shares.of("slow");
    }

    /** Requests that arrived at either. */
    private static long asked() {
        return asked(STEADY) + asked(STALLING);
    }

    private static long asked(Workload host) {
        return Long.parseLong(Stage.browser(host).get("/asked").body());
    }
}
