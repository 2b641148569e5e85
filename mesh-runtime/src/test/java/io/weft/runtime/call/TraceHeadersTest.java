package io.weft.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import io.weft.model.Fault;
import io.weft.model.HeaderEdit;
import io.weft.model.HeaderMatch;
import io.weft.model.PathMatch;
import io.weft.model.RouteMatch;
import io.weft.model.StringMatch;
import io.weft.runtime.match.SentHead;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TraceHeadersTest {

    private static final TraceContext WORK = new TraceContext(List.of(
            new Header("x-request-id", "r-1"),
            new Header("end-user", "jason"),
            new Header("traceparent", "00-1-2-01"),
            new Header("tracestate", "a=b")));

    private final Calls calls = new Calls().route(Calls.to(Calls.V1));

    private List<HeaderEdit> added(SentHead head) {
        return calls.call(head).outbound().headers();
    }

    @Test
    void addsWhatTheWorkCameWith() {
        try (TraceContext.Scope scope = WORK.open()) {
            assertThat(scope).isNotNull();
            assertThat(added(SentHead.get("reviews:9080/")))
                    .extracting(HeaderEdit::name)
                    .containsExactlyInAnyOrder("x-request-id", "end-user", "traceparent", "tracestate");
        }
    }

    @Test
    void leavesWhatTheRequestHasAlone() {
        try (TraceContext.Scope scope = WORK.open()) {
            assertThat(scope).isNotNull();
            assertThat(added(SentHead.get("reviews:9080/", "end-user", "jim", "x-request-id", "mine")))
                    .extracting(HeaderEdit::name)
                    .containsExactlyInAnyOrder("traceparent", "tracestate");
        }
    }

    @Test
    void addsNoSpanWhereATracerHasPutItsOwn() {
        try (TraceContext.Scope scope = WORK.open()) {
            assertThat(scope).isNotNull();
            assertThat(added(SentHead.get("reviews:9080/", "x-b3-traceid", "7")))
                    .extracting(HeaderEdit::name)
                    .containsExactlyInAnyOrder("x-request-id", "end-user");
        }
    }

    @Test
    void makesARequestIdWhereThereIsNone() {
        assertThat(added(SentHead.get("reviews:9080/")))
                .singleElement()
                .satisfies(edit -> assertThat(((HeaderEdit.Add) edit).value())
                        .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"));
    }

    @Test
    void routesOnAHeaderThatTheWorkCameWith() {
        HeaderMatch jason = new HeaderMatch("end-user", new StringMatch.Exact("jason", false), false, false);
        Calls routed = new Calls()
                .route(
                        new RouteMatch(new PathMatch.Prefix("/", false), List.of(jason), List.of()),
                        Calls.to(Calls.V2),
                        Fault.NONE)
                .route(Calls.to(Calls.V1));
        try (TraceContext.Scope scope = WORK.open()) {
            assertThat(scope).isNotNull();
            Attempt attempt =
                    (Attempt) routed.call(SentHead.get("reviews:9080/")).next();
            assertThat(attempt.cluster().name()).isEqualTo(Calls.V2);
        }
    }

    @Test
    void takesFromAnIncomingRequestWhatIsToBeForwarded() {
        Map<String, String> incoming = Map.of("end-user", "jason", "x-private", "no", "x-b3-traceid", "1");
        TraceContext context = TraceHeaders.DEFAULT.of(incoming::get, new Random(1));
        assertThat(context.headers())
                .extracting(Header::name)
                .containsExactlyInAnyOrder("x-request-id", "end-user", "x-b3-traceid");
    }

    @Test
    void takesNoCredentialsUnlessToldSo() {
        Map<String, String> incoming =
                Map.of("cookie", "c", "authorization", "a", "jwt", "j", "baggage", "k=v", "b3", "1-2-1");
        TraceHeaders some = TraceHeaders.DEFAULT.with(List.of("Authorization"), List.of("B3", "x-request-id"));
        assertThat(names(TraceHeaders.DEFAULT, incoming)).containsExactlyInAnyOrder("x-request-id", "baggage", "b3");
        assertThat(names(some, incoming)).containsExactlyInAnyOrder("authorization", "baggage");
    }

    private static List<String> names(TraceHeaders headers, Map<String, String> incoming) {
        return headers.of(incoming::get, new Random(1)).headers().stream()
                .map(Header::name)
                .toList();
    }

    @Test
    void addsNoSpanWhereThereIsOneInASingleHeader() {
        try (TraceContext.Scope scope = WORK.open()) {
            assertThat(scope).isNotNull();
            assertThat(added(SentHead.get("reviews:9080/", "b3", "1-2-1")))
                    .extracting(HeaderEdit::name)
                    .doesNotContain("traceparent");
        }
    }

    @Test
    void restoresWhatWasCurrentBefore() {
        TraceContext.Scope outer = WORK.open();
        TraceContext.Scope inner = TraceContext.NONE.open();
        assertThat(TraceContext.current()).isSameAs(TraceContext.NONE);
        inner.close();
        assertThat(TraceContext.current()).isSameAs(WORK);
        outer.close();
        assertThat(TraceContext.current()).isSameAs(TraceContext.NONE);
    }

    @Test
    void goesWithMicrometersContextPropagationToOtherThreads() throws InterruptedException {
        TraceContext[] seen = new TraceContext[1];
        try (TraceContext.Scope scope = WORK.open()) {
            assertThat(scope).isNotNull();
            ContextSnapshot snapshot = ContextSnapshotFactory.builder().build().captureAll();
            Thread thread = new Thread(snapshot.wrap(() -> {
                seen[0] = TraceContext.current();
            }));
            thread.start();
            thread.join();
        }
        assertThat(seen[0]).isSameAs(WORK);
    }
}
