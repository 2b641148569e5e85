package io.weft.bookinfo.story;

import io.weft.bookinfo.run.Workload;
import io.weft.bookinfo.story.Browser.Loaded;

/** A service outside of the mesh: called freely, forbidden, allowed again, and given up when it takes too long. */
final class Egress implements Story {

    private static final String ANY_PORT = "8000";

    @Override
    public void tell(Stage stage) {
        Workload outside = Workload.of("httpbin", "v1")
                .named("httpbin-ext")
                .with("MESH_ENABLED", "false")
                .onFreePort();
        String url = "http://httpbin.example:" + outside.port();
        Caller caller = Caller.startKnowing(stage, "httpbin.example", outside);
        Loaded free = caller.fetch(url + "/hostname");
        stage.check("what the mesh does not know may be called", free.shows("httpbin-ext"), free.status());

        stage.apply("sidecar-registry-only");
        Loaded blocked = caller.fetch(url + "/hostname");
        stage.check("unless only the registry may be", blocked.status() == 502, blocked.status());
        stage.applyChanged("httpbin-ext", ANY_PORT, Integer.toString(outside.port()));
        Loaded known = caller.fetch(url + "/hostname");
        stage.check("a ServiceEntry opens the way", known.shows("httpbin-ext"), known.status());

        Loaded patient = caller.fetch(url + "/delay/4");
        stage.check("nobody limits a call of four seconds", patient.status() == 200, patient.seen());
        stage.apply("virtual-service-httpbin-ext-timeout");
        Loaded cut = caller.fetch(url + "/delay/5");
        stage.check(
                "but a rule does, after three",
                cut.status() == 504 && cut.millis() >= 2_900 && cut.millis() < 4_500,
                cut.seen());
    }
}
