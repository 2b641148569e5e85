package io.weft.bookinfo.story;

/** Shares of connections. A library in the application cannot know which calls a connection carries, and says so. */
final class TcpTrafficShifting implements Story {

    @Override
    public void tell(Stage stage) {
        stage.apply("virtual-service-all-v1", "tcp-echo-services", "tcp-echo-20-v2");
        String said = stage.controlPlaneSaid("VirtualService default/tcp-echo spec.tcp");
        stage.check("the rule is refused, with its place", said.contains(".yaml:"), said);
        stage.check("and with a way out", said.contains("use sidecar mode"), "use sidecar mode");
        int page = stage.anyone().page().status();
        stage.check("the rules for HTTP hold as before", page == 200, page);
    }
}
