package io.weft.bookinfo.story;

import io.weft.bookinfo.run.Workload;
import java.util.List;

/** Four places, called from the first: in shares, then from near to far as one after the other crashes. */
final class LocalityFailover implements Story {

    private static final int CALLS = 400;

    private static final List<Workload> NEAR_TO_FAR =
            List.of(in("region1/zone1"), in("region1/zone2"), in("region2/zone3"), in("region3/zone4"));

    private static Workload in(String locality) {
        return Workload.of("httpbin", "v1").named(locality.replace('/', '-')).with("MESH_LOCALITY", locality);
    }

    @Override
    public void tell(Stage stage) {
        stage.apply("httpbin");
        Caller caller = Caller.startIn(stage, "region1/zone1", NEAR_TO_FAR.toArray(Workload[]::new));
        Shares any = load(stage, caller, CALLS);
        stage.check(
                "without a rule all places are alike",
                NEAR_TO_FAR.stream().allMatch(place -> any.near(place.name(), 0.25)),
                any);
        stage.apply("locality-distribute");
        Shares shared = load(stage, caller, CALLS);
        stage.check(
                "a rule shares 70 : 20 : 10, within four deviations",
                shared.near("region1-zone1", 0.7)
                        && shared.near("region1-zone2", 0.2)
                        && shared.near("region3-zone4", 0.1)
                        && shared.of("region2-zone3") == 0,
                shared);

        stage.apply("locality-failover");
        Shares nearest = load(stage, caller, 100);
        stage.check("another keeps calls in the caller's zone", nearest.only("region1-zone1"), nearest);
        for (int down = 0; down < NEAR_TO_FAR.size() - 1; down++) {
            stage.kill(NEAR_TO_FAR.get(down).name());
            String next = NEAR_TO_FAR.get(down + 1).name();
            Shares after = load(stage, caller, 100);
            stage.check("then comes " + next, after.of(next) >= 99, after);
        }
    }

    private static Shares load(Stage stage, Caller caller, int calls) {
        return stage.shown("httpbin from region1/zone1", caller.load(2, calls, "http://httpbin:8000/hostname"));
    }
}
