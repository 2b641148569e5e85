package io.weft.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.model.Fault;
import io.weft.model.HeaderEdit;
import io.weft.model.HeaderEdits;
import io.weft.model.RetryPolicy;
import io.weft.model.Rewrite;
import io.weft.model.Route;
import io.weft.model.RouteAction;
import io.weft.model.RouteMatch;
import io.weft.model.WeightedCluster;
import io.weft.runtime.match.SentHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HeaderEditsTest {

    private static final HeaderEdits NONE = HeaderEdits.NONE;

    private static CallPlan call(HeaderEdits ofDestination, HeaderEdits ofRoute, String... headers) {
        var forward = new RouteAction.Forward(
                List.of(new WeightedCluster(Calls.V1, 1, ofDestination)),
                Optional.empty(),
                RetryPolicy.NONE,
                Rewrite.NONE);
        var route = new Route("r0", RouteMatch.ANY, forward, ofRoute, Fault.NONE, "");
        return new Calls().route(route).call(SentHead.get("reviews:9080/x", headers));
    }

    private static HeaderEdits request(HeaderEdit... edits) {
        return new HeaderEdits(List.of(edits), List.of());
    }

    private static List<Header> sent(CallPlan call, String... namesAndValues) {
        List<Header> headers = new ArrayList<>();
        SentHead.get("x/", namesAndValues).forEachHeader((name, value) -> headers.add(new Header(name, value)));
        HeaderLines.edit(headers, call.outbound().headers());
        headers.removeIf(header -> header.name().equals(TraceHeaders.REQUEST_ID));
        return headers;
    }

    @Test
    void removesFirstThenSetsThenAdds() {
        CallPlan call = call(
                NONE,
                request(new HeaderEdit.Add("a", "3"), new HeaderEdit.Set("a", "2"), new HeaderEdit.Remove("a")),
                "a",
                "1");
        assertThat(sent(call, "a", "1")).containsExactly(new Header("a", "2"), new Header("a", "3"));
    }

    @Test
    void doesTheDestinationsEditsBeforeTheRoutes() {
        CallPlan call = call(request(new HeaderEdit.Add("a", "1")), request(new HeaderEdit.Set("a", "2")));
        assertThat(sent(call)).containsExactly(new Header("a", "2"));
    }

    @Test
    void fillsInTheFirstHeaderAsItStandsAfterTheRemovals() {
        HeaderEdits edits = request(
                new HeaderEdit.Remove("gone"),
                new HeaderEdit.Set("a", "<%REQ(x)%>"),
                new HeaderEdit.Set("b", "%REQ(gone)%"),
                new HeaderEdit.Set("c", "%REQ(gone?x):3% %REQ(:METHOD)% 100%%"));
        CallPlan call = call(NONE, edits, "x", "first", "x", "second", "gone", "y");
        assertThat(call.outbound().headers())
                .contains(new HeaderEdit.Set("a", "<first>"), new HeaderEdit.Set("c", "fir GET 100%"))
                .doesNotContain(new HeaderEdit.Set("b", ""))
                .noneMatch(edit -> edit.name().equals("b"));
    }

    @Test
    void aCommandThatItDoesNotKnowStandsForNothing() {
        assertThat(sent(call(NONE, request(new HeaderEdit.Set("a", "%START_TIME% 5%")))))
                .containsExactly(new Header("a", " 5%"));
        assertThat(sent(call(NONE, request(new HeaderEdit.Set("a", "%RESP(x)%%TLS_JA3_FINGERPRINT%")))))
                .isEmpty();
    }

    @Test
    void takesAnEditOfHostForARewriteOfTheAuthority() {
        CallPlan call = call(request(new HeaderEdit.Set("host", "other")), NONE);
        assertThat(call.outbound().authority()).isEqualTo("other");
        assertThat(sent(call)).containsExactly(new Header("x-envoy-original-host", "reviews:9080"));
    }

    @Test
    void fillsResponseHeadersInFromTheRequestAsItWasSentOn() {
        HeaderEdits edits = new HeaderEdits(
                List.of(new HeaderEdit.Set("x", "sent-on")),
                List.of(new HeaderEdit.Add("a", "%REQ(x)% %ROUTE_NAME%"), new HeaderEdit.Remove("b")));
        assertThat(call(NONE, edits, "x", "came").responseEdits())
                .containsExactly(new HeaderEdit.Remove("b"), new HeaderEdit.Add("a", "sent-on r0"));
    }

    @Test
    void knowsTheEndpointOfAnAttemptThatIsNotFinished() {
        CallPlan call = call(NONE, new HeaderEdits(List.of(), List.of(new HeaderEdit.Set("a", "%UPSTREAM_HOST%"))));
        Attempt attempt = (Attempt) call.next();
        assertThat(call.responseEdits())
                .containsExactly(
                        new HeaderEdit.Set("a", attempt.endpoint().address().toString()));
    }
}
