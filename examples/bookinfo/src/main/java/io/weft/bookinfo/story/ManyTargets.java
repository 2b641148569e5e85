package io.weft.bookinfo.story;

import io.weft.bookinfo.run.Pause;
import io.weft.bookinfo.run.Workload;
import java.net.URI;

/** One process with a gRPC server of its own calls three gRPC services, each with another rule. */
final class ManyTargets implements Story {

    /** More than the longest back-off of a client that looks for its control plane. */
    private static final long RECONNECT_MILLIS = 6_000;

    @Override
    public void tell(Stage stage) {
        Workload caller = Workload.of("echo", "caller").onFreePort();
        stage.start(Workload.of("echo", "v1"), Workload.of("echo", "v2"), caller);
        stage.apply("grpc-echo");
        URI address = Stage.address(caller);
        Browser anyone = Browser.anonymous(address);
        Browser jason = Browser.naming(address, "jason");

        Shares alpha = stage.load("echo-alpha", 200, () -> answered(anyone, "echo-alpha"));
        stage.check("alpha is v1", alpha.only("echo-v1"), alpha);
        Shares beta = stage.load("echo-beta", 600, () -> answered(anyone, "echo-beta"));
        stage.check("beta is half v1, half v2", beta.near("echo-v1", 0.5) && beta.of(Seen.FAILED) == 0, beta);
        Shares gamma = stage.load("echo-gamma as jason", 200, () -> answered(jason, "echo-gamma"));
        stage.check("gamma is v2 for jason", gamma.only("echo-v2"), gamma);

        Shares alone = stage.loadWhile("echo-beta without a control plane", () -> answered(anyone, "echo-beta"), () -> {
            stage.restartControlPlane();
            Pause.millis(RECONNECT_MILLIS);
        });
        stage.check("no call fails while the control plane restarts", alone.of(Seen.FAILED) == 0, alone);

        stage.applyChanged("virtual-service-echo-alpha-v2", "route:", "rout:");
        stage.apply("virtual-service-echo-beta-v2");
        Shares after = stage.load("echo-beta", 100, () -> answered(anyone, "echo-beta"));
        stage.check("a broken rule for alpha does not hold up beta", after.only("echo-v2"), after);
        Shares kept = stage.load("echo-alpha", 100, () -> answered(anyone, "echo-alpha"));
        stage.check("and leaves alpha as it was", kept.only("echo-v1"), kept);
    }

    private static String answered(Browser caller, String target) {
        Browser.Loaded answer = caller.get("/forward?target=" + target + ":9090");
        return answer.status() == 200 ? answer.body() : Seen.FAILED;
    }
}
