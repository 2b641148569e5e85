package io.weft.runtime.call;

import io.weft.model.HeaderEdit;
import io.weft.model.Outcome;
import io.weft.model.ResponseFlag;
import io.weft.runtime.HandClock;
import io.weft.runtime.match.SentHead;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Carries a plan out as an adapter would. */
record RecordedCall(SentHead head, HandClock clock) {

    Seen run(Plan plan) {
        if (plan instanceof Answer answer) {
            return seen(answer, null);
        }
        CallPlan call = (CallPlan) plan;
        clock.advance(call.delay());
        while (true) {
            Next next = call.next();
            if (next instanceof Answer answer) {
                return seen(answer, call);
            }
            Attempt attempt = (Attempt) next;
            Outcome outcome = outcome(attempt);
            Then then = call.finish(attempt, outcome, head.header("x-after") == null);
            if (then instanceof Then.Retry retry) {
                clock.advance(retry.after());
            } else {
                return then instanceof Answer answer ? seen(answer, call) : delivered(call, outcome);
            }
        }
    }

    private Outcome outcome(Attempt attempt) {
        Duration sleep =
                Duration.ofMillis(head.path().equals("/Unknown") ? 0 : planned("x-sleep", attempt.number(), 0));
        if (attempt.timeoutNanos().orElse(Long.MAX_VALUE) < sleep.toNanos()) {
            clock.advance(Duration.ofNanos(attempt.timeoutNanos().getAsLong()));
            return Outcome.of(attempt.endsCall() ? Outcome.Kind.TIMEOUT : Outcome.Kind.PER_TRY_TIMEOUT);
        }
        clock.advance(sleep);
        if (!head.grpc()) {
            return Outcome.ofHttp(planned("x-plan", attempt.number(), 200));
        }
        return Outcome.ofGrpc(head.path().equals("/Unknown") ? 12 : planned("x-plan", attempt.number(), 0));
    }

    private int planned(String header, int attempt, int otherwise) {
        String plan = head.header(header);
        if (plan == null) {
            return otherwise;
        }
        String[] values = plan.split(",");
        return Integer.parseInt(values[Math.min(attempt, values.length) - 1]);
    }

    private Seen seen(Answer answer, @Nullable CallPlan call) {
        List<Header> headers = new ArrayList<>(answer.headers());
        if (!head.grpc()
                && !answer.body().isEmpty()
                && headers.stream().noneMatch(h -> h.name().equals("content-type"))) {
            headers.add(new Header("content-type", "text/plain"));
        }
        int status = head.grpc() ? answer.grpcStatus() : answer.httpStatus();
        return seen(status, answer.body(), answer.report(), call, headers);
    }

    private Seen delivered(CallPlan call, Outcome outcome) {
        List<Header> headers = new ArrayList<>();
        boolean whole = outcome.grpcStatus() == 0 || head.header("x-after") != null;
        if (!head.grpc()) {
            headers.add(new Header("content-type", "application/json"));
        }
        if (!head.grpc() || (whole && !head.path().equals("/Unknown"))) {
            headers.add(new Header("x-upstream", "yes"));
        }
        HeaderLines.edit(headers, call.responseEdits());
        if (outcome.grpcStatus() == 0) {
            headers.add(new Header("x-trailer", "t"));
        }
        int status = head.grpc() ? outcome.grpcStatus() : outcome.httpStatus();
        return seen(status, "", call.report(), call, headers);
    }

    private Seen seen(int status, String body, CallReport report, @Nullable CallPlan call, List<Header> headers) {
        String path = call == null ? "" : call.outbound().path();
        String authority = call == null ? "" : call.outbound().authority();
        List<Header> sent = new ArrayList<>();
        head.forEachHeader((name, value) -> sent.add(new Header(name, value)));
        List<HeaderEdit> edits = call == null ? List.of() : call.outbound().headers();
        HeaderLines.edit(sent, edits);
        sent.removeIf(header -> Set.of("x-request-id", "content-type").contains(header.name()));
        return new Seen(status, body, report, path, authority, text(sent), text(headers));
    }

    private static String text(List<Header> headers) {
        return headers.stream()
                .map(header -> header.name() + "=" + header.value())
                .sorted()
                .toList()
                .toString();
    }

    /** What caller and endpoint saw of one call. */
    record Seen(
            int status,
            String body,
            CallReport report,
            String path,
            String authority,
            String upstreamHeaders,
            String responseHeaders) {

        String flags() {
            Set<ResponseFlag> flags = report.record().flags();
            return flags.isEmpty()
                    ? "[]"
                    : flags.stream()
                            .map(Enum::name)
                            .collect(Collectors.toCollection(TreeSet::new))
                            .toString();
        }
    }
}
